import { successOf } from '@alert-button/sdk';
import type { TestOfficer } from './officer.ts';
import type { EnrolledPerson } from './person.ts';
import { places } from './places.ts';
import { waitFor } from './wait-for.ts';

/** A matter of Houston, of an alert that it has answered. */
export async function openedMatter(person: EnrolledPerson, houston: TestOfficer): Promise<string> {
  const { id: alertId } = await person.press({ position: places.houston });
  successOf(await houston.acknowledgeAlert({ input: { alertId } }));
  const terms = { area: 'IMMIGRATION', urgency: 'URGENT', countyFips: '48201' } as const;
  const input = { ...terms, alertId, languages: ['es'] };
  const matter = await waitFor(async () => {
    const result = await houston.openMatter({ input });
    return result.__typename === 'OpenMatterSuccess' && result.matter;
  }, 'legal-aid to hear of it');
  return matter.id;
}
