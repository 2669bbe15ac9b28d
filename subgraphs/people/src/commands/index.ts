import { createAdministrationCommands } from './administration.ts';
import { createPersonCommands, type PersonCommandNeeds } from './person-commands.ts';
import { createReadViewer } from './read-viewer.ts';

/** Everything people can be asked to do. */
export function createCommands(needs: PersonCommandNeeds) {
  return {
    ...createAdministrationCommands(needs),
    ...createPersonCommands(needs),
    readViewer: createReadViewer(needs),
  };
}

export type PeopleCommands = ReturnType<typeof createCommands>;
