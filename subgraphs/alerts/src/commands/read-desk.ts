import { permit } from '@alert-button/platform/policy.ts';
import { InputCheck } from '../domain/input.ts';
import { deskFeedName } from '../events.ts';
import { policy } from '../policy.ts';
import { openAlertsInOrder, type ScreenPlace } from '../store/desk-order.ts';
import { checkFirst } from './page.ts';
import type { Asking, Services } from './services.ts';
import { deskOf, type SeenAlert } from './visible-alert.ts';

export interface DeskAlerts {
  readonly nodes: readonly SeenAlert[];
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
  /** Where to start the desk's feed so that nothing falls between this snapshot and it. */
  readonly streamCursor: string;
}

const cursorOf = ({ standing, raisedAtMilliseconds, alertId }: ScreenPlace): string =>
  `${standing}.${raisedAtMilliseconds}.${alertId}`;

const cursorPattern =
  /^(\d)\.(\d{1,15})\.([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/**
 * A page goes on behind the place of its last alert, not behind a count: whatever closes or moves
 * meanwhile, an alert whose standing stays is on one page, once.
 *
 * @throws InvalidInputError
 */
function placeArgument({ first, after }: { first: number; after: string | null }) {
  const check = new InputCheck();
  checkFirst(check, first);
  const [, standing, raisedAt, alertId] = cursorPattern.exec(after ?? '') ?? [];
  if (after !== null && alertId === undefined)
    check.refuse('after', 'is not a cursor of this list');
  check.done();
  if (alertId === undefined) return null;
  return { standing: Number(standing), raisedAtMilliseconds: Number(raisedAt), alertId };
}

/**
 * The open live alerts of the officer's own desk in the order of `domain/standing.ts`; null for
 * every other desk.
 */
export async function readDeskAlerts(
  services: Services,
  { viewer }: Asking,
  input: { deskId: string; first: number; after: string | null },
): Promise<DeskAlerts | null> {
  const officer = permit(policy, 'deskAlerts', viewer);
  const deskId = input.deskId.toLowerCase();
  const after = placeArgument(input);
  if (deskOf(services, officer) !== deskId) return null;
  // The log first: an act between the two reads is then seen twice rather than never.
  const head = await services.log.head();
  const found = await openAlertsInOrder(services.database, deskId, input.first + 1, after);
  const shown = found.slice(0, input.first);
  const last = shown.at(-1);
  return {
    nodes: shown.map(({ record }) => ({ record, seenBy: 'DESK' as const })),
    hasNextPage: found.length > input.first,
    endCursor: last === undefined ? null : cursorOf(last.place),
    streamCursor: services.cursors.encode(deskFeedName(deskId, 'LIVE'), head),
  };
}
