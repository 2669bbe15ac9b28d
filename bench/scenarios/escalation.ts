import { latencyOf, type Latency } from '../measure/latency.ts';
import { pace, timesOf } from '../measure/pace.ts';
import { drive } from '../measure/drive.ts';
import type { Say } from '../say.ts';
import { openAlertsDatabase, type AlertsDatabase } from '../system/alerts-database.ts';
import type { BenchSystem } from '../system/bench-system.ts';
import { letFallDue, readLooks, untilLooksAreTaken, type Looks } from '../system/due-looks.ts';
import { openPhones, type Phones } from '../system/phones.ts';
import { openPressSupply } from '../system/press-supply.ts';
import { preparePresses } from '../system/presses.ts';

export interface EscalationLoad {
  /** Open, and answered by nobody. */
  readonly alerts: number;
  /** Over so long their steps fall due, as those of alerts that were raised over so long. */
  readonly spreadSeconds: number;
  /** Presses that go on meanwhile. */
  readonly pressesPerSecond: number;
  /** How long they are measured without the others, and while all are due at once. */
  readonly aloneSeconds: number;
}

/** How late the steps were that fell due in one part of the scenario. */
export interface StepsResult extends Omit<Looks, 'lags'> {
  /** From the moment a step was due to its being taken, by the clock of the database. */
  readonly lag: Latency;
  /** From the first being due until the last was taken. */
  readonly seconds: number;
  /** Acknowledgements of the presses that went on meanwhile. */
  readonly received: Latency;
}

export interface EscalationResult extends EscalationLoad {
  /** Of the same presses a second, before there was anything to escalate. */
  readonly receivedAlone: Latency;
  readonly spread: StepsResult;
  readonly atOnce: StepsResult;
}

/** So that nothing is due before the presses of the part have begun. */
const leadSeconds = 2;

/**
 * Thousands wait and nobody answers. Their looks are moved to the times that the part wants: what
 * a step is, and whom it calls, stays as the policy says.
 */
export async function measureEscalation(
  system: BenchSystem,
  load: EscalationLoad,
  say: Say,
): Promise<EscalationResult> {
  const { alerts, spreadSeconds, aloneSeconds } = load;
  await using closing = new AsyncDisposableStack();
  const database = closing.use(await openAlertsDatabase(system));
  const phones = closing.use(openPhones(system, 64));
  const press = (seconds: number) => pressOn(system, phones, load.pressesPerSecond, seconds);

  say(`${load.pressesPerSecond} presses a second alone`);
  const receivedAlone = await press(aloneSeconds);
  say(`raising ${alerts} alerts`);
  await raise(system, phones, alerts);
  const part = async (what: string, seconds: number, pressSeconds: number) => {
    say(what);
    return measurePart(database, seconds, () => press(pressSeconds), say);
  };
  return {
    ...load,
    receivedAlone,
    spread: await part(
      `their steps fall due within ${spreadSeconds} s`,
      spreadSeconds,
      spreadSeconds + leadSeconds,
    ),
    atOnce: await part('all their next steps fall due at once', 0, aloneSeconds),
  };
}

async function raise(system: BenchSystem, phones: Phones, count: number): Promise<void> {
  const presses = await preparePresses(system.secrets, count);
  const { answered } = await drive(
    { clients: 64, seconds: 600 },
    () => presses.pop(),
    (press) => phones.press(press),
  );
  if (answered.length < count) throw new Error(`Only ${answered.length} could be raised`);
}

async function pressOn(
  system: BenchSystem,
  phones: Phones,
  perSecond: number,
  seconds: number,
): Promise<Latency> {
  await using supply = await openPressSupply(system.secrets, { perSecond, seconds });
  const { arrivals, failed } = await pace({ perSecond, seconds }, async (index) =>
    phones.press(await supply.take(index)),
  );
  if (failed > 0) throw new Error(`${failed} presses were lost`);
  return latencyOf(timesOf(arrivals));
}

async function measurePart(
  database: AlertsDatabase,
  seconds: number,
  press: () => Promise<Latency>,
  say: Say,
): Promise<StepsResult> {
  const span = await letFallDue(database, { leadSeconds, spreadSeconds: seconds });
  const [received] = await Promise.all([press(), untilLooksAreTaken(database, span, say)]);
  const { lags, ...looks } = await readLooks(database, span);
  return { ...looks, lag: latencyOf(lags), received };
}
