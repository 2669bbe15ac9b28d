import { raiseAlert, cancelAlert, setCancelPins } from '../sdk/src/_generated/operations.ts';
import { documentOf } from '../sdk/src/operation.ts';
import { openHttpClient } from './measure/http.ts';
import { latencyOf } from './measure/latency.ts';
import { compare } from './measure/t-test.ts';
import { startBenchSystem } from './system/bench-system.ts';
import { preparePresses, type PreparedPress } from './system/presses.ts';

/*
 * `node bench/duress.ts`: whether the time of a cancel tells which PIN it was (P13, A36). As many
 * persons with the one as with the other, in an order drawn by lot, one after the other, through the
 * whole system; a t-test over what the phone could measure. Wants the machine to itself.
 */

const pairs = 300;
const pins = { pin: '258025', duressPin: '607143' };
type Kind = keyof typeof pins;

const documents = {
  setCancelPins: documentOf(setCancelPins),
  cancelAlert: documentOf(cancelAlert),
};

process.once('disconnect', () => process.exit(1));
console.log('  Starting the system …');
await using system = await startBenchSystem();
const { origin, pathname } = new URL(system.graphqlUrl);
await using http = openHttpClient(origin, 1);

async function send(
  { headers }: PreparedPress,
  operationName: keyof typeof documents,
  input: object,
): Promise<string> {
  const body = JSON.stringify({
    operationName: operationName[0]?.toUpperCase() + operationName.slice(1),
    query: documents[operationName],
    variables: { input },
  });
  const answer = await http.post(pathname, body, headers);
  if (!answer.includes('Success"')) throw new Error(`${operationName} was not done: ${answer}`);
  return answer;
}

/** Of somebody with both PINs who has just pressed. */
async function timeCancel(press: PreparedPress, kind: Kind) {
  await send(press, 'setCancelPins', pins);
  const raised = await http.post(pathname, press.body, press.headers);
  const alertId = /"id":"([0-9a-f-]{36})"/.exec(raised)?.[1];
  if (alertId === undefined) throw new Error(`${raiseAlert.name} was not done`);
  const begin = performance.now();
  const answer = await send(press, 'cancelAlert', { alertId, pin: pins[kind] });
  return { milliseconds: performance.now() - begin, bytes: Buffer.byteLength(answer) };
}

const milliseconds: Record<Kind, number[]> = { pin: [], duressPin: [] };
const bytes: Record<Kind, Set<number>> = { pin: new Set(), duressPin: new Set() };
const warmUp = 10;
console.log(`  ${pairs} pairs of cancels …`);
// Tokens are good for two minutes, so they are made in small numbers.
for (let done = -warmUp; done < pairs; done += 10) {
  const presses = await preparePresses(system.secrets, 20);
  for (let next = 0; next < presses.length; next += 2) {
    const order: Kind[] = Math.random() < 0.5 ? ['pin', 'duressPin'] : ['duressPin', 'pin'];
    for (const [index, kind] of order.entries()) {
      const press = presses[next + index];
      if (press === undefined) throw new Error('There are as many presses as cancels');
      const found = await timeCancel(press, kind);
      if (done < 0) continue;
      milliseconds[kind].push(found.milliseconds);
      bytes[kind].add(found.bytes);
    }
  }
}

const { difference, t, p } = compare(milliseconds.pin, milliseconds.duressPin);
for (const kind of ['pin', 'duressPin'] as const) {
  const { p50, p99 } = latencyOf(milliseconds[kind]);
  const sizes = [...bytes[kind]].toSorted((a, b) => a - b).join(', ');
  console.log(
    `  ${kind.padEnd(10)} n=${milliseconds[kind].length} p50 ${p50.toFixed(2)} ms,` +
      ` p99 ${p99.toFixed(2)} ms, answers of ${sizes} bytes`,
  );
}
console.log(`  difference ${difference.toFixed(3)} ms, t = ${t.toFixed(2)}, p = ${p.toFixed(3)}`);
console.log(p > 0.01 ? '  The time tells nothing (p > 0.01).' : '  THE TIME TELLS WHICH PIN.');
process.exitCode = p > 0.01 ? 0 : 1;
