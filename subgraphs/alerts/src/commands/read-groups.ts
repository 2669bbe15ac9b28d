import { permit } from '@alert-button/platform/policy.ts';
import type { Viewer } from '@alert-button/platform/viewer.ts';
import { automaticStatusOf, type AutomaticStatus } from '../domain/automatic-status.ts';
import { policy } from '../policy.ts';
import {
  groupIdsOf,
  groupsForDesk,
  groupStandings,
  openGroupsOfDesk,
  type GroupView,
} from '../store/group-views.ts';
import { pageArguments } from './page.ts';
import type { Asking, Services } from './services.ts';
import { deskOf, type SeenAlert } from './visible-alert.ts';

export type { GroupView };

export interface DeskGroups {
  readonly nodes: readonly GroupView[];
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}

/** The open groups of the officer's own desk; null for every other desk. */
export async function readDeskGroups(
  services: Services,
  { viewer }: Asking,
  input: { deskId: string; first: number; after: string | null },
): Promise<DeskGroups | null> {
  const officer = permit(policy, 'deskGroups', viewer);
  const deskId = input.deskId.toLowerCase();
  const { first, offset } = pageArguments(input);
  if (deskOf(services, officer) !== deskId) return null;
  const found = await openGroupsOfDesk(services.database, deskId, { first: first + 1, offset });
  const nodes = found.slice(0, first);
  return {
    nodes,
    hasNextPage: found.length > first,
    endCursor: nodes.length === 0 ? null : String(offset + nodes.length),
  };
}

/** The group of each of these alerts, for an officer; nobody else is told of other people. */
export async function readGroupsOf(
  services: Services,
  viewer: Viewer,
  seen: readonly SeenAlert[],
): Promise<readonly (GroupView | null)[]> {
  const deskId = viewer.kind === 'OFFICER' ? deskOf(services, viewer) : undefined;
  if (deskId === undefined) return seen.map(() => null);
  const { database } = services;
  const groupIds = await groupIdsOf(
    database,
    seen.map(({ record }) => record.alert.id),
  );
  const groups = await groupsForDesk(database, deskId, [...new Set(groupIds.values())]);
  return seen.map(({ record, seenBy }) =>
    seenBy === 'DESK' ? (groups.get(groupIds.get(record.alert.id) ?? '') ?? null) : null,
  );
}

/** What each of these alerts' persons is told automatically; the same for whoever sees the alert. */
export async function readAutomaticStatuses(
  { database }: Services,
  seen: readonly SeenAlert[],
): Promise<readonly (AutomaticStatus | null)[]> {
  const standings = await groupStandings(
    database,
    seen.map(({ record }) => record.alert.id),
  );
  return seen.map(({ record: { alert, raisedAt } }) =>
    automaticStatusOf(alert, raisedAt, standings.get(alert.id) ?? null),
  );
}
