import { setTimeout as delay } from 'node:timers/promises';
import { acknowledgeAlert, resolveAlert } from '../../sdk/src/_generated/operations.ts';
import { documentOf } from '../../sdk/src/operation.ts';
import { openHttpClient } from '../measure/http.ts';
import type { BenchSystem } from './bench-system.ts';
import { officerTokensOf } from './officers.ts';
import { pressDesk } from './presses.ts';

/** Somebody at the desk of all presses of the bench who takes alerts and ends them. */
export interface AnsweringOfficer extends AsyncDisposable {
  /** Takes it at once, and ends it after a while. */
  answer(alertId: string): Promise<void>;
}

const assistsMilliseconds = 5_000;

export async function openAnsweringOfficer(system: BenchSystem): Promise<AnsweringOfficer> {
  const { origin, pathname } = new URL(system.graphqlUrl);
  const http = openHttpClient(origin, 8);
  const [token = ''] = await officerTokensOf(system, pressDesk, 1);
  const headers = {
    authorization: `Bearer ${token}`,
    accept: 'application/graphql-response+json',
  };
  async function act(operation: Parameters<typeof documentOf>[0], input: object): Promise<void> {
    const body = JSON.stringify({ query: documentOf(operation), variables: { input } });
    const answer = await http.post(pathname, body, headers);
    if (!answer.includes('Success"')) throw new Error(`${operation.name} was not done: ${answer}`);
  }
  return {
    async answer(alertId) {
      await act(acknowledgeAlert, { alertId });
      await delay(assistsMilliseconds);
      await act(resolveAlert, { alertId, outcome: 'ASSISTED' });
    },
    [Symbol.asyncDispose]: () => http[Symbol.asyncDispose](),
  };
}
