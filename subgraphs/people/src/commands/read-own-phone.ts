import type { RequestContext } from '@alert-button/platform/builder.ts';
import { maskPhone } from '../domain/emergency-contact.ts';
import { maySeePerson } from '../policy.ts';
import type { PersonRecord } from '../store/person-store.ts';

/**
 * By which number a person calls or writes: its last digits for themself, whose telephone others may
 * hold, and whole for the officer who was let see the person, which was recorded then.
 */
export function createReadOwnPhone() {
  return {
    masked: async ({ viewer }: RequestContext, person: PersonRecord): Promise<string | null> => {
      if (!maySeePerson(viewer, person.id)) return null;
      const phone = await person.phone();
      return phone === null ? null : maskPhone(phone);
    },
    whole: async ({ viewer }: RequestContext, person: PersonRecord): Promise<string | null> =>
      viewer.kind === 'OFFICER' ? person.phone() : null,
  };
}
