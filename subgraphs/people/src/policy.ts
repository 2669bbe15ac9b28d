import type { Policy } from '@alert-button/platform/policy.ts';
import type { Viewer } from '@alert-button/platform/viewer.ts';

/** What may be asked of people, and by whom. */
export const policy = {
  // Possession of the key is what counts here, and the proof in the input shows it.
  enrolPerson: ['ANONYMOUS', 'PERSON', 'OFFICER'],
  viewer: ['ANONYMOUS', 'PERSON', 'OFFICER'],
} as const satisfies Policy;

/** Who may see a person that another subgraph points at: for now, only the person. */
export function maySeePerson(viewer: Viewer, personId: string): boolean {
  return viewer.kind === 'PERSON' && viewer.personId === personId;
}
