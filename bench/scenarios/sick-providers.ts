import { setTimeout as delay } from 'node:timers/promises';
import { readQueueDepth } from '@alert-button/platform/messages/queue.ts';
import type { HttpConduct, HttpPeer } from '@alert-button/platform/testing/peers/http-peer.ts';
import type { SmtpConduct, SmtpPeer } from '@alert-button/platform/testing/peers/smtp-peer.ts';
import pg from 'pg';
import { latencyOf, type Latency } from '../measure/latency.ts';
import { pace, timesOf } from '../measure/pace.ts';
import type { Say } from '../say.ts';
import { openAnsweringOfficer } from '../system/answering-officer.ts';
import type { BenchSystem } from '../system/bench-system.ts';
import { enrolFamilies } from '../system/families.ts';
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

export interface Providers {
  readonly sms: HttpPeer;
  readonly mail: SmtpPeer;
}

interface Ailment {
  readonly name: string;
  readonly sms: HttpConduct;
  readonly mail: SmtpConduct;
}

const well: Ailment = { name: 'well', sms: { status: 201 }, mail: 'TAKE' };
const ailments: readonly Ailment[] = [
  { name: 'hang', sms: 'HANG', mail: 'HANG' },
  { name: 'refuse', sms: { status: 503 }, mail: 'TRY_LATER' },
  { name: 'lie', sms: 'LIE', mail: 'LIE' },
  { name: 'slow', sms: 'SLOW', mail: 'SLOW' },
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
  /** Messages that a provider took more than once. */
  readonly takenTwice: number;
}

/** How long a person's last alert needs to be over before they press again. */
const roundSeconds = 15;
const drainSeconds = 900;

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
  const resting = await enrolFamilies(system, Math.ceil(perSecond * roundSeconds));

  const answering = new Set<Promise<void>>();
  let presses = 0;
  let notStored = 0;
  /** Times of the presses while the providers are like that. */
  async function press(ailment: Ailment, seconds: number): Promise<readonly number[]> {
    providers.sms.conduct = ailment.sms;
    providers.mail.conduct = ailment.mail;
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
  providers.sms.conduct = well.sms;
  providers.mail.conduct = well.mail;
  await drain();
  const after = await press(well, wellSeconds);
  await Promise.all(answering);
  await delay(5_000);
  await drain();

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
    takenTwice: countTwice(providers),
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
       + (select count(*) from alerts where 4 <> (select count(*) from contact_telling
          where contact_telling.alert_id = alerts.alert_id
            and step in ('RAISED', 'RESOLVED')))::integer as count`,
  );
  return rows[0]?.count ?? Number.NaN;
}

/** Only what a provider said yes to was taken; each message has an id of its own. */
function countTwice({ sms, mail }: Providers): number {
  const taken = sms.posts
    .filter(({ conduct }) => conduct === 'SLOW' || (conduct as { status?: number }).status === 201)
    .map(({ body }) => (JSON.parse(body.toString()) as { id: string }).id);
  const mails = mail.mails.map(({ raw }) => /^message-id: *(\S+)/im.exec(raw)?.[1] ?? raw);
  const all = [...taken, ...mails];
  return all.length - new Set(all).size;
}
