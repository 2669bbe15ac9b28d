import type { RequestContext } from '@alert-button/platform/builder.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { parsePersonChanges, type UpdatePersonInput } from '../domain/update-person.ts';
import { policy } from '../policy.ts';
import { saveIdentity, type PersonRecord } from '../store/person-store.ts';
import { actAsPerson, type PersonNeeds } from './act-as-person.ts';
import { readStoredPerson } from './read-person.ts';

/**
 * A person changes what is known about them: null clears a field, one left out stays.
 *
 * @throws InvalidInputError naming the fields; nothing was stored.
 */
export function createUpdatePerson(needs: PersonNeeds) {
  return async (request: RequestContext, input: UpdatePersonInput): Promise<PersonRecord> => {
    const viewer = permit(policy, 'updatePerson', request.viewer);
    const changes = parsePersonChanges(input);
    const { homeConsulate, languages } = changes;
    const said = Object.entries(changes).flatMap(([field, value]) =>
      value === undefined ? [] : [field],
    );
    return actAsPerson(
      needs,
      { ...request, viewer },
      'updatePerson',
      async (transaction, { id }) => {
        await saveIdentity(transaction, needs.personKeys, id, changes);
        return {
          event: said.length === 0 ? null : 'PERSON_UPDATED',
          facts: { fields: said.join(' ') },
          person: {
            ...(homeConsulate === undefined ? {} : { homeConsulate }),
            ...(languages === undefined ? {} : { languages }),
          },
          answer: () => readStoredPerson(transaction, needs.personKeys, id),
        };
      },
    );
  };
}
