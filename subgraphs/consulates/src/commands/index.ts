import type { DirectoryCopy } from '../store/stored-directory.ts';
import { createFindNearestConsulates } from './find-nearest-consulates.ts';
import { createReadConsulate } from './read-consulate.ts';
import { createReadConsulates } from './read-consulates.ts';
import { createReadConsulateDesk, createReadDesk } from './read-desk.ts';
import { createReadDesks } from './read-desks.ts';
import { createReadFallbackPhone, createReadNationalLines } from './read-national-lines.ts';

/** Everything a viewer can ask of consulates. */
export function createCommands(directory: DirectoryCopy) {
  return {
    findNearestConsulates: createFindNearestConsulates(directory),
    readConsulate: createReadConsulate(directory),
    readConsulateDesk: createReadConsulateDesk(directory),
    readConsulates: createReadConsulates(directory),
    readDesk: createReadDesk(directory),
    readDesks: createReadDesks(directory),
    readFallbackPhone: createReadFallbackPhone(directory),
    readNationalLines: createReadNationalLines(directory),
  };
}

export type ConsulatesCommands = ReturnType<typeof createCommands>;
