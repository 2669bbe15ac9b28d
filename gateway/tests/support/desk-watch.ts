import type { TestSystem } from '@alert-button/dev/testing/test-system.ts';
import type { DeskFeedSubscription } from '@alert-button/sdk';
import { collect, type Collected } from './collect.ts';
import { officer, type TestOfficer } from './officer.ts';

export type DeskItem = DeskFeedSubscription['deskFeed'];

/** An officer whose screen shows the live feed of their desk. */
export interface DeskWatch extends Disposable {
  readonly officer: TestOfficer;
  readonly deskId: string;
  readonly feed: Collected<DeskItem>;
  /** Resolves when the screen shows everything that stands in the log at the time of the call. */
  readonly catchUp: () => Promise<void>;
}

/** Signs in, takes the desk's snapshot, and follows its feed from there; it is live when returned. */
export async function watchDesk(
  system: TestSystem,
  desk: string,
  officerId?: string,
): Promise<DeskWatch> {
  const client = await officer(system, desk, officerId);
  const { deskId } = client;
  const streamCursor = async () => {
    const snapshot = await client.deskAlerts({ deskId });
    if (snapshot === null) throw new Error(`${client.officerId} may not see ${desk}`);
    return snapshot.streamCursor;
  };
  const after = await streamCursor();
  const feed = collect(client.deskFeed({ deskId, after }, { heartbeats: true }));
  await feed.reaches(after);
  return {
    officer: client,
    deskId,
    feed,
    catchUp: async () => feed.reaches(await streamCursor()),
    [Symbol.dispose]: () => client.close(),
  };
}
