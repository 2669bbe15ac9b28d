import { openHttpClient } from '../measure/http.ts';
import type { BenchSystem } from './bench-system.ts';
import type { PreparedPress } from './presses.ts';

export interface PressClient extends AsyncDisposable {
  /** Sends a press; gives the alert's id once it is stored, and rejects otherwise. */
  send(press: PreparedPress): Promise<string>;
}

const storedPattern = /"RaiseAlertSuccess","alert":\{[^}]*?"id":"([0-9a-f-]{36})"/;

export function openPressClient(system: BenchSystem, connections: number): PressClient {
  const { origin, pathname } = new URL(system.graphqlUrl);
  const http = openHttpClient(origin, connections);
  return {
    async send({ body, headers }) {
      const alertId = storedPattern.exec(await http.post(pathname, body, headers))?.[1];
      if (alertId === undefined) throw new Error('The press was not stored');
      return alertId;
    },
    [Symbol.asyncDispose]: () => http[Symbol.asyncDispose](),
  };
}
