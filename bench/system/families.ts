import { successOf } from '@alert-button/sdk';
import { enrol } from '@alert-button/sdk/person';
import type { BenchSystem } from './bench-system.ts';
import { inBatches } from './in-batches.ts';

const atOnce = 4;

/** Persons with an aunt who reads text messages and a brother who reads e-mail. */
export async function enrolFamilies(system: BenchSystem, count: number): Promise<string[]> {
  const personIds: string[] = [];
  const places = Array.from({ length: count }, (_, place) => place);
  await inBatches(places, atOnce, async (place) => {
    const person = await enrol({ url: system.graphqlUrl });
    const number = String(10_000_000 + place);
    for (const input of [
      { name: 'Aunt', phone: `+5255${number}`, language: 'es' },
      { name: 'Brother', email: `brother-${place}@example.test`, language: 'en' },
    ]) {
      successOf(await person.addEmergencyContact({ input }));
    }
    personIds.push(person.personId);
    person.close();
  });
  return personIds;
}
