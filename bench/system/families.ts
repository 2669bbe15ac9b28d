import type { Providers } from '@alert-button/platform/testing/peers/providers.ts';
import { successOf } from '@alert-button/sdk';
import { createFollowerClient, type FollowerClient } from '@alert-button/sdk/follower';
import { enrol } from '@alert-button/sdk/person';
import { until } from '../measure/until.ts';
import type { BenchSystem } from './bench-system.ts';
import { inBatches } from './in-batches.ts';

const atOnce = 4;

/** How many each person has. */
export const contactsPerPerson = 3;

/**
 * Persons with an aunt who reads text messages, a brother who reads e-mail, and a cousin who has
 * agreed, and given a browser that takes push messages.
 */
export async function enrolFamilies(
  system: BenchSystem,
  providers: Providers,
  count: number,
): Promise<string[]> {
  const personIds: string[] = [];
  const places = Array.from({ length: count }, (_, place) => place);
  const visitor = createFollowerClient({ url: system.graphqlUrl });
  await inBatches(places, atOnce, async (place) => {
    const person = await enrol({ url: system.graphqlUrl });
    const number = String(10_000_000 + place);
    const cousin = `cousin-${place}@example.test`;
    for (const input of [
      { name: 'Aunt', phone: `+5255${number}`, language: 'es' },
      { name: 'Brother', email: `brother-${place}@example.test`, language: 'en' },
      { name: 'Cousin', email: cousin, language: 'es' },
    ]) {
      successOf(await person.addEmergencyContact({ input }));
    }
    await agree(visitor, providers, cousin);
    personIds.push(person.personId);
    person.close();
  });
  visitor.close();
  return personIds;
}

/** Opens the link of the question that was sent to that mailbox, and says yes. */
async function agree(
  visitor: FollowerClient,
  providers: Providers,
  mailbox: string,
): Promise<void> {
  const token = () => /\/c\/([A-Za-z0-9_-]+)/.exec(providers.mailsTo(mailbox)[0] ?? '')?.[1];
  if (!(await until(() => token() !== undefined, 30_000)))
    throw new Error('A contact is not asked');
  const { endpoint, p256dh, auth } = providers.push.address;
  const input = { token: token() ?? '', push: { endpoint, p256dh, auth } };
  successOf(await visitor.confirmContact({ input }));
}
