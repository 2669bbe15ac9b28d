import type { AlertEventKind, DeskFeedSubscription, DeskSummaryFragment } from '@alert-button/sdk';
import {
  createOfficerClient,
  type OfficerClient,
  officerCredential,
} from '@alert-button/sdk/officer';
import type { Officer } from '../identity-provider/officers.ts';
import type { RunningSystem } from '../running-system.ts';
import { officerTokens } from './officer-token.ts';

export type DeskEvent = Extract<
  DeskFeedSubscription['deskFeed'],
  { readonly __typename: 'AlertEvent' }
>;

/** An officer at a desk: what they see, live, and what they do. */
export interface DeskScreen extends Disposable {
  readonly officer: OfficerClient;
  /** Resolves with the time (`performance.now()`) at which that stood on the screen. */
  seen(alertId: string, kind: AlertEventKind): Promise<number>;
}

/**
 * Takes the snapshot of a desk and follows its feed from there.
 *
 * @param onEvent Called for every event, as it comes.
 * @param onFailure Called if the feed ends for good.
 */
export async function openDeskScreen(
  system: RunningSystem,
  desk: DeskSummaryFragment,
  officer: Officer,
  onEvent: (event: DeskEvent) => void,
  onFailure: (error: unknown) => void,
): Promise<DeskScreen> {
  const client = createOfficerClient({
    url: system.graphqlUrl,
    webSocketUrl: system.websocketUrl,
    credential: officerCredential(officerTokens(system.issuer, officer)),
  });
  const snapshot = await client.deskAlerts({ deskId: desk.id });
  if (snapshot === null) throw new Error(`${officer.clientId} may not see desk ${desk.code}.`);
  const feed = client.deskFeed({ deskId: desk.id, after: snapshot.streamCursor });

  const times = new Map<string, PromiseWithResolvers<number>>();
  const timeOf = (alertId: string, kind: string) => {
    const key = `${alertId} ${kind}`;
    const time = times.get(key) ?? Promise.withResolvers<number>();
    times.set(key, time);
    return time;
  };

  const follow = async () => {
    for await (const item of feed) {
      if (item.__typename !== 'AlertEvent') continue;
      onEvent(item);
      if (item.alert !== null) timeOf(item.alert.id, item.kind).resolve(performance.now());
    }
  };
  follow().catch(onFailure);

  return {
    officer: client,
    seen: (alertId, kind) => timeOf(alertId, kind).promise,
    [Symbol.dispose]: () => client.close(),
  };
}
