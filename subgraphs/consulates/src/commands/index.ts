import type { AdministrationNeeds } from './administer.ts';
import { createAdministrationCommands } from './administration.ts';
import { createDirectoryCommands } from './directory.ts';

/** Everything a viewer can ask of consulates. */
export function createCommands(needs: AdministrationNeeds) {
  return {
    ...createAdministrationCommands(needs),
    ...createDirectoryCommands(needs.directory),
  };
}

export type ConsulatesCommands = ReturnType<typeof createCommands>;
