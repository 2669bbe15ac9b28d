import { parseArgs } from 'node:util';
import pg from 'pg';

const usage = `
Lists the dead letters of a subgraph's database: events of other subgraphs that it could not apply.
Exits with 1 when there are any.

  DATABASE_URL=… node platform/src/event-log/dead-letters-command.ts
  DATABASE_URL=… node platform/src/event-log/dead-letters-command.ts --replay <consumer> <position>

The second asks the running service to apply one again, which it does at its next look, within a
second. DATABASE_URL is the subgraph's own database, as its app role.
`;

interface Letter {
  readonly consumer: string;
  readonly position: string;
  readonly kind: string;
  readonly subject: string;
  readonly attempts: number;
  readonly failure: string;
  readonly since: Date;
  readonly asked: boolean;
}

const describe = (letter: Letter): string =>
  [
    `${letter.consumer} ${letter.position}: ${letter.kind} of ${letter.subject}`,
    `${letter.failure}, ${letter.attempts} times since ${letter.since.toISOString()}`,
    ...(letter.asked ? ['will be applied again'] : []),
  ].join(', ');

async function list(database: pg.Client): Promise<number> {
  const { rows } = await database.query<Letter>(
    `select consumer, position, kind, subject_id as subject, attempts, failure,
       first_failed_at as since, replay_requested_at is not null as asked
     from dead_letter where replayed_at is null order by consumer, position`,
  );
  for (const letter of rows) process.stdout.write(`${describe(letter)}\n`);
  return rows.length === 0 ? 0 : 1;
}

async function ask(database: pg.Client, consumer: string, position: string): Promise<number> {
  const { rowCount } = await database.query(
    `update dead_letter set replay_requested_at = clock_timestamp()
     where consumer = $1 and position = $2 and replayed_at is null`,
    [consumer, position],
  );
  if (rowCount === 1) return 0;
  process.stderr.write('There is no such dead letter.\n');
  return 1;
}

const { values, positionals } = parseArgs({
  options: { replay: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const url = process.env['DATABASE_URL'] ?? '';
const [consumer, position = ''] = positionals;
const isComplete = values.replay
  ? consumer !== undefined && /^\d+$/.test(position)
  : consumer === undefined;
if (!URL.canParse(url) || !isComplete) {
  process.stderr.write(usage);
  process.exitCode = 2;
} else {
  const database = new pg.Client({ connectionString: url });
  database.on('error', () => undefined);
  try {
    await database.connect();
    process.exitCode =
      consumer === undefined ? await list(database) : await ask(database, consumer, position);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    process.stderr.write(`${message || code}\n`);
    process.exitCode = 2;
  } finally {
    await database.end().catch(() => undefined);
  }
}
