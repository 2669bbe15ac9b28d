import { createCountyIndex } from '@alert-button/platform/geography/counties.ts';
import type { DirectoryCopy } from '../store/stored-directory.ts';
import { createFindNearestConsulates } from './find-nearest-consulates.ts';
import { createReadCompetentConsulate } from './read-competent-consulate.ts';
import { createReadConsulate } from './read-consulate.ts';
import { createReadConsulates } from './read-consulates.ts';
import { createReadConsulateDesk, createReadDesk } from './read-desk.ts';
import { createReadDesks } from './read-desks.ts';
import { createReadFallbackPhone, createReadNationalLines } from './read-national-lines.ts';
import { readEscalationPolicy } from './read-escalation-policy.ts';
import { createReadOutOfService } from './read-out-of-service.ts';

/** What is answered from memory. */
export function createDirectoryCommands(directory: DirectoryCopy) {
  return {
    findNearestConsulates: createFindNearestConsulates(directory),
    readCompetentConsulate: createReadCompetentConsulate(directory, createCountyIndex()),
    readConsulate: createReadConsulate(directory),
    readConsulateDesk: createReadConsulateDesk(directory),
    readConsulates: createReadConsulates(directory),
    readDesk: createReadDesk(directory),
    readDeskOutOfService: createReadOutOfService('desk'),
    readDesks: createReadDesks(directory),
    readEscalationPolicy,
    readFallbackPhone: createReadFallbackPhone(directory),
    readNationalLines: createReadNationalLines(directory),
    readOutOfService: createReadOutOfService('consulate'),
  };
}
