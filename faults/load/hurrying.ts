import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Journal } from './journal.ts';

const everyMilliseconds = 500;
const mostAtOnce = 12;

/**
 * Nobody wants to wait minutes for each step of escalation: makes the waiting step of some alerts
 * due now. Only steps that nobody has taken yet are touched, so what is judged later stays true.
 */
const hurry = `
  update escalation_step set due_at = clock_timestamp() from alert
  where settled_at is null and due_at > clock_timestamp() and alert_id = any($1)
    and alert.id = alert_id and alert.status = 'RAISED'`;

/** @returns what ends it. */
export function startHurrying(
  adminUrl: string,
  journal: Journal,
  random: () => number,
): () => Promise<void> {
  const stop = new AbortController();

  async function hurrySome(): Promise<void> {
    const known = [...journal.presses.values()].flatMap(({ answers }) => answers.slice(0, 1));
    const some = Array.from({ length: mostAtOnce }, () => {
      return known[Math.floor(random() * known.length)]?.alertId;
    });
    const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 1_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query(hurry, [some.filter((id) => id !== undefined)]);
    } catch {
      // The database is down, as is meant; the next look may find it up.
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  const running = (async () => {
    while (!stop.signal.aborted) {
      await hurrySome();
      await delay(everyMilliseconds, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  })();
  return async () => {
    stop.abort();
    await running;
  };
}
