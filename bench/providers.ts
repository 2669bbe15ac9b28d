import { startHttpPeer } from '@alert-button/platform/testing/peers/http-peer.ts';
import { startSmtpPeer } from '@alert-button/platform/testing/peers/smtp-peer.ts';
import type { Latency } from './measure/latency.ts';
import { measureSickProviders } from './scenarios/sick-providers.ts';
import { startBenchSystem } from './system/bench-system.ts';

/*
 * `node bench/providers.ts`: whether a press notices that the providers which tell families hang,
 * refuse, lie or are slow, for ten minutes in all, and whether anything is lost or told twice by it.
 * Some sixteen minutes; wants the machine to itself. `--short` shows whether it works.
 */

const isShort = process.argv.includes('--short');
const load = isShort
  ? { perSecond: 10, wellSeconds: 10, sickSeconds: 10 }
  : { perSecond: 20, wellSeconds: 120, sickSeconds: 150 };
const most = 1.1;

process.once('disconnect', () => process.exit(1));
const say = (text: string) => console.log(`  ${text}`);
say('Starting the system …');
await using sms = await startHttpPeer();
await using mail = await startSmtpPeer();
await using system = await startBenchSystem({
  people: {
    SMS_URL: sms.url,
    SMS_TOKEN: 'bench',
    SMS_FROM: '+15550100',
    SMTP_URL: mail.url,
    SMTP_FROM: 'avisos@example.test',
  },
  gateway: {
    ENROLMENTS_PER_ADDRESS_PER_HOUR: '10000',
    ANONYMOUS_REQUESTS_PER_SECOND: '1000',
    WRITES_PER_MINUTE: '100000',
  },
});
const result = await measureSickProviders(system, { sms, mail }, load, say);

const text = ({ p50, p99, max }: Latency) =>
  `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, slowest ${max.toFixed(0)} ms`;
say(`${result.presses} presses, ${result.notStored} not stored`);
say(`providers well: ${text(result.well)}`);
for (const [name, latency] of Object.entries(result.each)) say(`they ${name}: ${text(latency)}`);
say(`sick in all:    ${text(result.sick)}`);
say(`messages waiting at the end of it: ${result.waited}`);
say(`messages afterwards: ${JSON.stringify(result.messages)}`);
say(`steps not told: ${result.untold}; taken twice by a provider: ${result.takenTwice}`);
const ratio = result.sick.p99 / result.well.p99;
say(`p99 of a press, sick to well: ${ratio.toFixed(2)} (at most ${most})`);
const isWhole =
  result.notStored + result.untold + result.takenTwice === 0 &&
  (result.messages['WAITING'] ?? 0) + (result.messages['DEAD'] ?? 0) === 0;
process.exitCode = isWhole && (isShort || ratio <= most) ? 0 : 1;
