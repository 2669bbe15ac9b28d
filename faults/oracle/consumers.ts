import pg from 'pg';
import type { SubgraphName } from '@alert-button/dev/paths.ts';
import type { Journal } from '../load/journal.ts';
import type { World } from '../world/world.ts';
import { findings, type Finding } from './finding.ts';

/** Whose databases may hold cursors, and whose logs may be followed. */
const names = [
  'alerts',
  'consulates',
  'people',
  'legal-aid',
] as const satisfies readonly SubgraphName[];

interface Letter {
  readonly consumer: string;
  readonly eventId: string;
}

async function ask<Row>(world: World, name: SubgraphName, query: string, values: unknown[] = []) {
  const client = new pg.Client(world.adminUrl(name));
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(query, values)).rows as Row[];
  } finally {
    await client.end();
  }
}

/** Only those who follow somebody have the table. */
async function cursorsOf(world: World, name: SubgraphName) {
  const [table] = await ask<{ there: boolean }>(
    world,
    name,
    `select to_regclass('consumer_cursor') is not null as there`,
  );
  if (table?.there !== true) return [];
  const query = 'select name, position from consumer_cursor';
  return ask<{ name: string; position: string }>(world, name, query);
}

/** By subgraph, how far its log goes. */
export type LogHeads = ReadonlyMap<string, number>;

/** How far the logs go now; escalation goes on, and they with it. */
export async function logHeads(world: World): Promise<LogHeads> {
  const heads = new Map<string, number>();
  for (const name of names) {
    const [head] = await ask<{ position: string }>(world, name, 'select position from log_head');
    heads.set(name, Number(head?.position ?? 0));
  }
  return heads;
}

/** Consumers that have not come as far as that in the log they follow. */
export async function stragglers(world: World, heads: LogHeads): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of names) {
    for (const cursor of await cursorsOf(world, name)) {
      // A consumer's name begins with that of the log it follows.
      const head = heads.get(cursor.name.split('-')[0] ?? '') ?? 0;
      if (Number(cursor.position) < head)
        found.push(`${cursor.name} is at ${cursor.position} of ${head}`);
    }
  }
  return found;
}

/** What every consumer has put aside. */
async function allLetters(world: World): Promise<readonly Letter[]> {
  const query = 'select consumer, event_id as "eventId" from dead_letter';
  const found: Letter[] = [];
  for (const name of names) {
    found.push(...(await ask<Letter>(world, name, query)));
  }
  return found;
}

export interface Following {
  readonly findings: readonly Finding[];
  /** Dead letters there are. */
  readonly letters: number;
}

/**
 * Consumers put aside what cannot be applied, all of it and nothing else, and follow on behind it.
 *
 * @param heads up to which they were waited for.
 */
export async function judgeConsumers(
  world: World,
  journal: Journal,
  heads: LogHeads,
): Promise<Following> {
  const letters = await allLetters(world);
  const nameOf = ({ consumer, eventId }: Letter) => `${consumer}: ${eventId}`;
  const put = letters.map(nameOf).toSorted();
  const poisons = journal.poisons.map(nameOf).toSorted();
  const consents = await ask<{ id: string }>(
    world,
    'alerts',
    'select person_id as id from person_consent where granted',
  );
  const known = new Set(consents.map(({ id }) => id));
  return {
    letters: letters.length,
    findings: [
      ...findings(
        'LETTER_WRONG',
        [...new Set([...put, ...poisons])].filter(
          (name) => !put.includes(name) || !poisons.includes(name),
        ),
      ),
      ...findings('NOT_FOLLOWED', [
        ...(await stragglers(world, heads)),
        ...journal.consents.filter((id) => !known.has(id)),
      ]),
    ],
  };
}
