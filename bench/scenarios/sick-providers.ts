import { setTimeout as delay } from 'node:timers/promises';
import { readQueueDepth } from '@alert-button/platform/messages/queue.ts';
import type { HttpConduct, HttpPeer } from '@alert-button/platform/testing/peers/http-peer.ts';
import type { Providers } from '@alert-button/platform/testing/peers/providers.ts';
import type { SmscConduct } from '@alert-button/platform/testing/peers/smsc-peer.ts';
import type { SmtpConduct } from '@alert-button/platform/testing/peers/smtp-peer.ts';
import pg from 'pg';
import { latencyOf, type Latency } from '../measure/latency.ts';
import { pace, timesOf } from '../measure/pace.ts';
import type { Say } from '../say.ts';
import { openAnsweringOfficer } from '../system/answering-officer.ts';
import type { BenchSystem } from '../system/bench-system.ts';
import { contactsPerPerson, enrolFamilies } from '../system/families.ts';
import { openPhones } from '../system/phones.ts';
import { createPressMaker } from '../system/presses.ts';

export interface ProvidersLoad {
  /** Presses a second, each of somebody with a family. */
  readonly perSecond: number;
  /** How long the providers are well, before and again afterwards. */
  readonly wellSeconds: number;
  /** How long each way of being sick lasts; one follows another without a pause. */
  readonly sickSeconds: number;
}

/** How all providers are at once. */
interface Ailment {
  readonly name: string;
  /** Of text messages over HTTP, and of push messages. */
  readonly http: HttpConduct;
  readonly mail: SmtpConduct;
  readonly messageCentre: SmscConduct;
}

const well: Ailment = {
  name: 'well',
  http: { status: 201 },
  mail: 'TAKE',
  messageCentre: 'TAKE',
};
const ailments: readonly Ailment[] = [
  { name: 'hang', http: 'HANG', mail: 'HANG', messageCentre: 'HANG' },
  { name: 'refuse', http: { status: 503 }, mail: 'TRY_LATER', messageCentre: 'THROTTLE' },
  { name: 'lie', http: 'LIE', mail: 'LIE', messageCentre: 'LIE' },
  { name: 'slow', http: 'SLOW', mail: 'SLOW', messageCentre: 'SLOW' },
];

export interface ProvidersResult {
  readonly load: ProvidersLoad;
  /** From the moment a press was due to its being stored and answered. */
  readonly well: Latency;
  /** Of all ways of being sick together, and of each. */
  readonly sick: Latency;
  readonly each: Readonly<Record<string, Latency>>;
  readonly presses: number;
  readonly notStored: number;
  /** Messages that waited when the providers got well. */
  readonly waited: number;
  /** What became of all messages when nothing waited any more. */
  readonly messages: Readonly<Record<string, number>>;
  /** Messages that were queued for no step, steps whose message is not there. */
  readonly untold: number;
  /** How many messages each provider took. */
  readonly taken: Readonly<Record<string, number>>;
  /** Messages that were taken more than once, by whichever provider. */
  readonly takenTwice: number;
}

/** How long a person's last alert needs to be over before they press again. */
const roundSeconds = 15;
const drainSeconds = 1800;

/**
 * People with families press, an officer answers, and the providers that tell the families are
 * well, then sick in one way after the other, then well again until nothing waits any more.
 */
export async function measureSickProviders(
  system: BenchSystem,
  providers: Providers,
  load: ProvidersLoad,
  say: Say,
): Promise<ProvidersResult> {
  const { perSecond, wellSeconds, sickSeconds } = load;
  await using closing = new AsyncDisposableStack();
  const pool = new pg.Pool({ connectionString: system.databases.people.owner, max: 2 });
  closing.defer(() => pool.end());
  const phones = closing.use(openPhones(system, 64));
  const officer = closing.use(await openAnsweringOfficer(system));
  const prepare = await createPressMaker(system.secrets);
  say('enrolling families');
  const resting = await enrolFamilies(system, providers, Math.ceil(perSecond * roundSeconds));

  const answering = new Set<Promise<void>>();
  let presses = 0;
  let notStored = 0;
  const become = ({ http, mail, messageCentre }: Ailment) => {
    providers.sms.conduct = http;
    providers.push.conduct = http;
    providers.mail.conduct = mail;
    providers.messageCentre.conduct = messageCentre;
  };
  /** Times of the presses while the providers are like that. */
  async function press(ailment: Ailment, seconds: number): Promise<readonly number[]> {
    become(ailment);
    say(`providers: ${ailment.name}, ${seconds} s`);
    const paced = await pace({ perSecond, seconds }, async () => {
      const personId = resting.shift();
      if (personId === undefined) throw new Error('Everybody has an alert that is open');
      const alertId = await phones.press(await prepare(personId));
      const over = officer.answer(alertId).finally(() => {
        resting.push(personId);
        answering.delete(over);
      });
      answering.add(over);
    });
    presses += paced.offered;
    notStored += paced.failed;
    return timesOf(paced.arrivals);
  }
  async function drain(): Promise<void> {
    const end = performance.now() + drainSeconds * 1000;
    while (performance.now() < end) {
      const { waiting } = await readQueueDepth(pool);
      if (waiting === 0) return;
      say(`${waiting} messages wait`);
      await delay(5_000);
    }
  }

  await press(well, 20);
  const before = await press(well, wellSeconds);
  const sick: (readonly [string, readonly number[]])[] = [];
  for (const ailment of ailments) sick.push([ailment.name, await press(ailment, sickSeconds)]);
  const { waiting: waited } = await readQueueDepth(pool);
  become(well);
  await drain();
  const after = await press(well, wellSeconds);
  await Promise.all(answering);
  await delay(5_000);
  await drain();

  const taken = takenBy(providers);
  return {
    load,
    well: latencyOf([...before, ...after]),
    sick: latencyOf(sick.flatMap(([, times]) => times)),
    each: Object.fromEntries(sick.map(([name, times]) => [name, latencyOf(times)])),
    presses,
    notStored,
    waited,
    messages: await countMessages(pool),
    untold: await countUntold(pool),
    taken: Object.fromEntries(Object.entries(taken).map(([by, ids]) => [by, ids.length])),
    takenTwice: countTwice(Object.values(taken).flat()),
  };
}

async function countMessages(pool: pg.Pool): Promise<Record<string, number>> {
  const { rows } = await pool.query<{ status: string; count: number }>(
    'select status, count(*)::integer from message group by status',
  );
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
}

/** Every step that was to be told has its message, and every contact was told the first and last. */
async function countUntold(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `with alerts as (select distinct alert_id from contact_telling)
     select (select count(*) from contact_telling where not exists
         (select from message where message.id = contact_telling.id))::integer
       + (select count(*) from alerts where $1 <> (select count(*) from contact_telling
          where contact_telling.alert_id = alerts.alert_id
            and step in ('RAISED', 'RESOLVED')))::integer as count`,
    [2 * contactsPerPerson],
  );
  return rows[0]?.count ?? Number.NaN;
}

/** What names a message among all that each provider said yes to. */
function takenBy({ sms, push, mail, messageCentre }: Providers): Record<string, string[]> {
  const accepted = ({ posts }: HttpPeer) =>
    posts.filter(({ conduct }) => conduct === 'SLOW' || statusOf(conduct) === 201);
  return {
    'text over HTTP': accepted(sms).map(
      ({ body }) => (JSON.parse(body.toString()) as { id: string }).id,
    ),
    // A text by SMPP has no id; its link is its own.
    'text by SMPP': messageCentre.texts.map(({ to, text }) => `${to} ${text}`),
    'e-mail': mail.mails.map(({ raw }) => /^message-id: *<([^@>]+)/im.exec(raw)?.[1] ?? raw),
    // A topic has 32 characters at most: an id without its hyphens.
    push: accepted(push).map(({ headers }) =>
      String(headers['topic']).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    ),
  };
}

const statusOf = (conduct: HttpConduct) => (typeof conduct === 'object' ? conduct.status : null);

const countTwice = (ids: readonly string[]): number => ids.length - new Set(ids).size;
