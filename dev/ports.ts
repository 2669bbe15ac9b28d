import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Whether nobody listens on the port of this machine, as far as binding it can tell. */
export function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/**
 * Ports that are free now, all different. They are taken from below the range the system uses for
 * outgoing connections, so that none of those takes one away before the service has bound it.
 */
export async function freePorts(count: number): Promise<readonly number[]> {
  const ports = new Set<number>();
  for (let attempt = 0; ports.size < count; attempt += 1) {
    if (attempt > 1000) throw new Error('No free port found');
    const port = randomInt(15_000, 30_000);
    if (!ports.has(port) && (await isPortFree(port))) ports.add(port);
  }
  return [...ports];
}
