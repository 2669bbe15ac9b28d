import type { AlertEnvironment } from '@alert-button/platform/viewer.ts';
import type { AlertChannel } from './domain/alert.ts';
import type { AlertFact } from './domain/decide.ts';

/**
 * Feeds: who listens to what. The name is also what a cursor is bound to. What happens in the
 * sandbox is never on the feed of a desk.
 */
export const deskFeedName = (deskId: string, environment: AlertEnvironment): string =>
  environment === 'LIVE' ? `desk:${deskId}` : `test-desk:${deskId}`;
export const alertFeedName = (alertId: string): string => `alert:${alertId}`;
/** What a link shows of an alert; by the hash alone, so that it is told without knowing whose it is. */
export const followFeedName = (tokenHash: string): string => `follow:${tokenHash}`;

/**
 * What the alerts' log says of each act: opaque ids and states. The kind of event is the kind of
 * the fact; no place but its state, no name, no words that somebody wrote.
 */
export interface AlertEventPayload extends Omit<AlertFact, 'kind' | 'version' | 'isDuress'> {
  readonly alertId: string;
  /** Absent where the alert was purged since, as is whom a step called. */
  readonly personId?: string;
  readonly isDrill: boolean;
  /** Absent in older events, from when nobody could say so. For desks alone. */
  readonly isDuress?: boolean;
  /** Absent in older events, which are all LIVE. Whoever acts on events leaves TEST alone. */
  readonly environment?: AlertEnvironment;
  /** How the alert came in; whoever has no app is told of it by text message. Absent in older events. */
  readonly channel?: AlertChannel;
  /** Postal abbreviation of where it was pressed; null outside every county. Absent in older events. */
  readonly state?: string | null;
}

/**
 * The last event of a drill, or of an alert of the sandbox: everything of it was deleted. It is on no
 * feed. Its payload is `{ alertId, isDrill, environment }`; whoever keeps something of that alert
 * deletes it too.
 */
export const purgedEventKind = 'PURGED';
