import { isPortFree } from '../ports.ts';
import { findRunningSystem } from '../running-system.ts';
import { StartError } from '../start-error.ts';
import { portsFrom, serviceNames, type Ports } from '../system.ts';

/** Browsers and Node's `fetch` refuse these: https://fetch.spec.whatwg.org/#port-blocking */
const refusedByBrowsers = new Set([
  ...[1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6679, 6697, 10080],
  ...[6665, 6666, 6667, 6668, 6669],
]);

/**
 * The ports for `npm start`: the gateway's is PORT (4000), the others follow from it.
 *
 * @throws StartError when one is in use, or the system runs already.
 */
export async function choosePorts(directory: string): Promise<Ports> {
  if (process.env['NODE_ENV'] === 'production') {
    throw new StartError('npm start is the development system and does not run in production.');
  }
  const running = await findRunningSystem(directory);
  if (running !== undefined) {
    throw new StartError(`It already runs (process ${running.pid}): ${running.graphqlUrl}`);
  }
  const gateway = Number(process.env['PORT'] || 4000);
  if (!Number.isInteger(gateway) || gateway < 1024 || gateway > 65_000) {
    throw new StartError(
      'PORT must be a whole number from 1024 to 65000: the port of the gateway.',
    );
  }
  const ports = portsFrom(gateway);
  for (const name of [...serviceNames].reverse()) {
    if (refusedByBrowsers.has(ports[name])) {
      throw new StartError(`Port ${ports[name]} (${name}) is one that browsers refuse.`);
    }
    if (await isPortFree(ports[name])) continue;
    throw new StartError(
      `Port ${ports[name]} (${name}) is in use by another program: end that,` +
        ' or choose other ports with PORT=5000 npm start.',
    );
  }
  return ports;
}
