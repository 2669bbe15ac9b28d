import type { Latency } from './measure/latency.ts';
import { measureMatching } from './scenarios/matching.ts';
import { startBenchSystem } from './system/bench-system.ts';

/*
 * `node bench/matching.ts`: two thousand alerts in ten minutes, each answered and made a matter of
 * at once, with providers of legal aid who take most and decline some: whether everybody is matched,
 * nobody given more than they can bear, and whether a press notices. Some seventeen minutes; wants
 * the machine to itself. `--short` shows whether it works.
 */

const isShort = process.argv.includes('--short');
const load = isShort
  ? { perSecond: 5, seconds: 20, withoutSeconds: 10, providers: 8 }
  : { perSecond: 2000 / 600, seconds: 600, withoutSeconds: 150, providers: 40 };
const most = 1.1;

process.once('disconnect', () => process.exit(1));
const say = (text: string) => console.log(`  ${text}`);
say('Starting the system …');
await using system = await startBenchSystem({ gateway: { WRITES_PER_MINUTE: '100000' } });
const result = await measureMatching(system, load, say);

const text = ({ p50, p99, max }: Latency) =>
  `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, slowest ${max.toFixed(0)} ms`;
say(`${result.alerts} alerts made matters of, ${result.failed} not`);
say(`presses without matters: ${text(result.without)}`);
say(`presses with matters:    ${text(result.with)}`);
say(`openMatter:              ${text(result.opening)}`);
say(`offers: ${JSON.stringify(result.offers)}; matters: ${JSON.stringify(result.matters)}`);
say(`from its opening to a provider’s yes: ${text(result.untilAccepted)}`);
say(`most that a provider had at once, of what they can bear: ${result.fullest.toFixed(2)}`);
say(`least and most matters of a provider: ${result.spread.join(' and ')}`);
const ratio = result.with.p99 / result.without.p99;
say(`p99 of a press, with to without: ${ratio.toFixed(2)} (at most ${most})`);
const isWhole =
  result.failed === 0 && result.matters['REPRESENTED'] === result.alerts && result.fullest <= 1;
process.exitCode = isWhole && (isShort || ratio <= most) ? 0 : 1;
