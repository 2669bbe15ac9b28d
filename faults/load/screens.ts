import { deskIdOf, officerTokensOf } from '@alert-button/bench/system/officers.ts';
import type { Feed } from '@alert-button/sdk';
import type { World } from '../world/world.ts';
import type { Clients, Officer } from './clients.ts';
import type { Journal, ScreenEntry } from './journal.ts';
import { watchedDesks } from './places.ts';
import { startTaking, type Taking } from './taking.ts';

const screensPerDesk = 2;

export interface Screens {
  /** The SDK's loops have ended. */
  close(): Promise<void>;
}

/** Follows one desk from `after`, and writes down what comes. */
async function follow(
  officer: Officer,
  entry: ScreenEntry,
  after: string,
  taking: Taking | undefined,
): Promise<void> {
  const feed: Feed<DeskItem> = officer.deskFeed(
    { deskId: entry.deskId, after },
    {
      onState: (state) => {
        if (state.name === 'CONNECTING') entry.connections += 1;
        if (state.name === 'PASSED_OVER') entry.troubles.push('PASSED_OVER');
      },
    },
  );
  try {
    for await (const item of feed) {
      if (item.__typename !== 'AlertEvent') {
        entry.troubles.push(item.__typename);
        continue;
      }
      const { alertId, version, kind } = item;
      entry.events.push({ alertId, version, kind, at: performance.now() });
      if (kind === 'RAISED') taking?.consider(alertId);
    }
  } catch (error) {
    entry.troubles.push(String(error));
  }
}

type DeskItem = ReturnType<Officer['deskFeed']> extends Feed<infer Item> ? Item : never;

/**
 * Two screens at each desk, from before the first press. At the desks of consulates the officer of
 * the first screen takes some of the alerts.
 */
export async function openScreens(
  world: World,
  clients: Clients,
  journal: Journal & { readonly screens: ScreenEntry[] },
  random: () => number,
): Promise<Screens> {
  const closings: (() => Promise<void>)[] = [];
  for (const { code, place } of watchedDesks) {
    const deskId = await deskIdOf(world.system, code);
    const tokens = await officerTokensOf({ ...world.system, ...world }, code, screensPerDesk);
    for (const [index, token] of tokens.entries()) {
      const officer = clients.officer(token);
      const snapshot = await officer.deskAlerts({ deskId });
      if (snapshot === null) throw new Error(`The officer may not see ${code}`);
      const entry = { name: `${code}/${index}`, deskId, events: [], connections: 0, troubles: [] };
      journal.screens.push(entry);
      const takes = index === 0 && place !== undefined;
      const taking = takes ? startTaking(officer, clients, entry.name, journal, random) : undefined;
      const following = follow(officer, entry, snapshot.streamCursor, taking);
      closings.push(async () => {
        officer.close();
        await Promise.all([following, taking?.end()]);
      });
    }
  }
  return { close: async () => void (await Promise.all(closings.map((close) => close()))) };
}
