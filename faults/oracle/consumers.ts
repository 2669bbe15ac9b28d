import pg from 'pg';
import type { SubgraphName } from '@alert-button/dev/paths.ts';
import type { Journal } from '../load/journal.ts';
import type { World } from '../world/world.ts';
import { findings, type Finding } from './finding.ts';

/** Who follows whose log, in whose database. */
const consumers: readonly {
  readonly name: string;
  readonly of: SubgraphName;
  readonly reads: SubgraphName;
}[] = [
  { name: 'consulates-directory', of: 'alerts', reads: 'consulates' },
  { name: 'people-consents', of: 'alerts', reads: 'people' },
];

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

/** Consumers that have not come to the end of the log they follow. */
export async function stragglers(world: World): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { name, of, reads } of consumers) {
    const [head] = await ask<{ position: string }>(world, reads, 'select position from log_head');
    const [cursor] = await ask<{ position: string }>(
      world,
      of,
      'select position from consumer_cursor where name = $1',
      [name],
    );
    if (cursor?.position !== head?.position) {
      found.push(`${name} is at ${cursor?.position} of ${head?.position}`);
    }
  }
  return found;
}

/** What every consumer has put aside. */
async function allLetters(world: World): Promise<readonly Letter[]> {
  const query = 'select consumer, event_id as "eventId" from dead_letter';
  const found: Letter[] = [];
  for (const name of ['alerts', 'consulates', 'people'] as const) {
    found.push(...(await ask<Letter>(world, name, query)));
  }
  return found;
}

export interface Following {
  readonly findings: readonly Finding[];
  /** Dead letters there are. */
  readonly letters: number;
}

/** Consumers put aside what cannot be applied, all of it and nothing else, and follow on behind it. */
export async function judgeConsumers(world: World, journal: Journal): Promise<Following> {
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
        ...(await stragglers(world)),
        ...journal.consents.filter((id) => !known.has(id)),
      ]),
    ],
  };
}
