import { permit } from '@alert-button/platform/policy.ts';
import { deskFeedName } from '../events.ts';
import { policy } from '../policy.ts';
import { openAlertsOfDesk } from '../store/alerts.ts';
import { pageArguments } from './page.ts';
import type { Asking, Services } from './services.ts';
import { deskOf, type SeenAlert } from './visible-alert.ts';

export interface DeskAlerts {
  readonly nodes: readonly SeenAlert[];
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
  /** Where to start the desk's feed so that nothing falls between this snapshot and it. */
  readonly streamCursor: string;
}

/** The open live alerts of the officer's own desk, oldest first; null for every other desk. */
export async function readDeskAlerts(
  services: Services,
  { viewer }: Asking,
  input: { deskId: string; first: number; after: string | null },
): Promise<DeskAlerts | null> {
  const officer = permit(policy, 'deskAlerts', viewer);
  const deskId = input.deskId.toLowerCase();
  const { first, offset } = pageArguments(input);
  if (deskOf(services, officer) !== deskId) return null;
  // The log first: an act between the two reads is then seen twice rather than never.
  const head = await services.log.head();
  const records = await openAlertsOfDesk(services.database, deskId, { first: first + 1, offset });
  const nodes = records.slice(0, first).map((record) => ({ record, seenBy: 'DESK' as const }));
  return {
    nodes,
    hasNextPage: records.length > first,
    endCursor: nodes.length === 0 ? null : String(offset + nodes.length),
    streamCursor: services.cursors.encode(deskFeedName(deskId, 'LIVE'), head),
  };
}
