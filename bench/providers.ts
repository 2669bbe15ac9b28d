import { startProviders } from '@alert-button/platform/testing/peers/providers.ts';
import type { Latency } from './measure/latency.ts';
import { measureSickProviders } from './scenarios/sick-providers.ts';
import { startBenchSystem } from './system/bench-system.ts';

/*
 * `node bench/providers.ts`: whether a press notices that the providers which tell families hang,
 * refuse, lie or are slow, all of them for ten minutes each way, and whether anything is lost or
 * told twice by it. About an hour; wants the machine to itself. `--short` shows whether it works.
 */

const isShort = process.argv.includes('--short');
const load = isShort
  ? { perSecond: 6, wellSeconds: 10, sickSeconds: 10 }
  : { perSecond: 6, wellSeconds: 150, sickSeconds: 600 };
const most = 1.1;

process.once('disconnect', () => process.exit(1));
const say = (text: string) => console.log(`  ${text}`);
say('Starting the system …');
await using providers = await startProviders('SMPP');
// Push services of production are reached by https alone.
const people = { ...providers.environment, NODE_ENV: 'test' };
// One process of people texts by SMPP, the other over HTTP; they share one queue.
const overHttp = { SMPP_URL: '', SMS_URL: providers.sms.url, SMS_TOKEN: 'bench' };
await using system = await startBenchSystem(
  {
    people,
    'people-2': overHttp,
    gateway: {
      ENROLMENTS_PER_ADDRESS_PER_HOUR: '10000',
      ANONYMOUS_REQUESTS_PER_SECOND: '1000',
      WRITES_PER_MINUTE: '100000',
    },
  },
  { people: 2 },
);
const result = await measureSickProviders(system, providers, load, say);

const text = ({ p50, p99, max }: Latency) =>
  `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, slowest ${max.toFixed(0)} ms`;
say(`${result.presses} presses, ${result.notStored} not stored`);
say(`providers well: ${text(result.well)}`);
for (const [name, latency] of Object.entries(result.each)) say(`they ${name}: ${text(latency)}`);
say(`sick in all:    ${text(result.sick)}`);
say(`messages waiting at the end of it: ${result.waited}`);
say(`messages afterwards: ${JSON.stringify(result.messages)}`);
say(`taken, by provider: ${JSON.stringify(result.taken)}`);
say(`steps not told: ${result.untold}; messages taken twice: ${result.takenTwice}`);
const ratio = result.sick.p99 / result.well.p99;
say(`p99 of a press, sick to well: ${ratio.toFixed(2)} (at most ${most})`);
const isWhole =
  result.notStored + result.untold + result.takenTwice === 0 &&
  (result.messages['WAITING'] ?? 0) + (result.messages['DEAD'] ?? 0) === 0;
process.exitCode = isWhole && (isShort || ratio <= most) ? 0 : 1;
