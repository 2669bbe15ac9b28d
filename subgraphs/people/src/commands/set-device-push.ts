import type { RequestContext } from '@alert-button/platform/builder.ts';
import { InvalidInputError, type InputIssue } from '@alert-button/platform/errors.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { readPush, type PushSubscription } from '../domain/contact-address.ts';
import { policy } from '../policy.ts';
import { removeDevicePush, saveDevicePush } from '../store/device-push-store.ts';
import { findDevices, type DeviceRecord } from '../store/device-store.ts';
import { actAsPerson, type PersonNeeds } from './act-as-person.ts';

export interface SetDevicePushInput {
  readonly push?: PushSubscription | null | undefined;
}

/**
 * The device that asks says where it is woken; with nothing, it is woken no more. Each device for
 * itself: whoever holds one of them decides nothing about the others.
 *
 * @throws InvalidInputError naming the field of a subscription that cannot be one.
 */
export function createSetDevicePush(needs: PersonNeeds) {
  return async (request: RequestContext, input: SetDevicePushInput): Promise<DeviceRecord> => {
    const viewer = permit(policy, 'setDevicePush', request.viewer);
    const issues: InputIssue[] = [];
    const push = input.push == null ? null : readPush(input.push, issues);
    if (issues.length > 0) throw new InvalidInputError(issues);
    const asked = { ...request, viewer };
    return actAsPerson(needs, asked, 'setDevicePush', async (transaction, { id }) => {
      const devices = await findDevices({ prisma: transaction }, needs.personKeys, id);
      const device = devices.find(({ thumbprint }) => thumbprint === viewer.deviceKey);
      if (device === undefined) throw new Error('The device that asks is there');
      if (push === null) await removeDevicePush(transaction, device.id);
      else await saveDevicePush(transaction, needs.personKeys, id, device.id, push);
      return {
        event: null,
        facts: { deviceId: device.id, hasPush: push !== null },
        answer: () => ({ ...device, hasPush: push !== null }),
      };
    });
  };
}
