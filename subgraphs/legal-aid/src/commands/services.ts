import type { Viewer } from '@alert-button/platform/viewer.ts';
import type { FacilityDirectory } from '../domain/facility-directory.ts';
import type { IsCounty } from '../domain/input.ts';
import type { Database } from '../store/database.ts';
import type { MatterKeys } from '../store/matter-keys.ts';

/** What the commands on providers and matters work with; made once, in `server.ts`. */
export interface Services {
  readonly database: Database;
  readonly matterKeys: MatterKeys;
  readonly isCounty: IsCounty;
  /** The register of detention facilities, from memory. */
  readonly facilities: Pick<FacilityDirectory, 'get'>;
  /** Called after COMMIT when there is a new event. */
  readonly announce: () => void;
}

/** Who asks, in which request. */
export interface Asking {
  readonly viewer: Viewer;
  readonly requestId: string;
}
