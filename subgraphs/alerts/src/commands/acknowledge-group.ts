import { isUuid } from '@alert-button/platform/uuid.ts';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { policy } from '../policy.ts';
import { groupsForDesk, type GroupView } from '../store/group-views.ts';
import { takeGroup } from '../store/group-takings.ts';
import type { Asking, Services } from './services.ts';
import { deskOf } from './visible-alert.ts';

export interface AcknowledgeGroupInput {
  readonly groupId: string;
}

/**
 * An officer takes a whole group, as far as it was offered to their desk. It stands at once; the
 * alerts are acknowledged one after the other in the officer's name, by `takeWaiting`.
 *
 * @throws NotFoundError when it is not there or nothing of it was offered to their desk.
 */
export async function acknowledgeGroup(
  services: Services,
  { viewer, requestId }: Asking,
  input: AcknowledgeGroupInput,
): Promise<GroupView> {
  const officer = permit(policy, 'acknowledgeGroup', viewer);
  const deskId = deskOf(services, officer);
  if (deskId === undefined || !isUuid(input.groupId)) throw new NotFoundError('groupId');
  const groupId = input.groupId.toLowerCase();
  const { officerId } = officer;
  const isThere = await takeGroup(services.database, { groupId, deskId, officerId, requestId });
  const group = isThere
    ? (await groupsForDesk(services.database, deskId, [groupId])).get(groupId)
    : undefined;
  if (group === undefined) throw new NotFoundError('groupId');
  return group;
}
