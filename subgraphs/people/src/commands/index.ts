import { createEnrolPerson, type EnrolPersonNeeds } from './enrol-person.ts';
import { createReadPerson } from './read-person.ts';
import { createReadViewer } from './read-viewer.ts';

/** Everything people can be asked to do. */
export function createCommands(needs: EnrolPersonNeeds) {
  return {
    enrolPerson: createEnrolPerson(needs),
    readPerson: createReadPerson(needs.database),
    readViewer: createReadViewer(needs.database),
  };
}

export type PeopleCommands = ReturnType<typeof createCommands>;
