import type { AdministrationNeeds } from './administer.ts';
import { createAdministrationCommands } from './administration.ts';
import { createDirectoryCommands } from './directory.ts';
import type { PagingNeeds } from './own-paging.ts';
import { createPagingCommands } from './paging.ts';

/** Everything a viewer can ask of consulates. */
export function createCommands(needs: AdministrationNeeds & PagingNeeds) {
  return {
    ...createAdministrationCommands(needs),
    ...createDirectoryCommands(needs.directory),
    ...createPagingCommands(needs),
  };
}

export type ConsulatesCommands = ReturnType<typeof createCommands>;
