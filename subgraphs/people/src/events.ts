import type { NewEvent } from '@alert-button/platform/event-log/event-log.ts';
import type { Person } from './domain/person.ts';

/** What people publishes. Payloads are empty: nothing about a person leaves with an event. */
export type PeopleEventKind = 'PERSON_ENROLLED' | 'PERSON_UPDATED';

/** The event that `kind` happened to the person, who is now as given. */
export function personEvent(kind: PeopleEventKind, person: Person): NewEvent {
  return {
    id: crypto.randomUUID(),
    kind,
    subjectId: person.id,
    version: person.version,
    feeds: [],
    payload: {},
  };
}
