import type { RequestContext } from '@alert-button/platform/builder.ts';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { policy } from '../policy.ts';
import { endDeviceLinks } from '../store/device-link-store.ts';
import { endDevice, findDevices, type DeviceRecord } from '../store/device-store.ts';
import { setRevocation } from '../store/revocation-store.ts';
import { actAsPerson, type PersonNeeds } from './act-as-person.ts';

/**
 * Ends the use of one of the person's devices, for good; also of the last one, which is theirs to
 * end. Codes that were not used end with it: whoever had the device may have made them.
 *
 * @throws NotFoundError for a device that is not there or somebody else's.
 */
export function createRevokeDevice(needs: PersonNeeds) {
  return async (
    request: RequestContext,
    input: { readonly deviceId: string },
  ): Promise<DeviceRecord> => {
    const viewer = permit(policy, 'revokeDevice', request.viewer);
    return actAsPerson(
      needs,
      { ...request, viewer },
      'revokeDevice',
      async (transaction, { id }) => {
        const devices = await findDevices({ prisma: transaction }, needs.personKeys, id);
        const device = devices.find((known) => known.id === input.deviceId);
        if (device === undefined) throw new NotFoundError('deviceId');
        const { thumbprint } = device;
        const isNew = await endDevice(transaction, device.id);
        if (isNew) {
          await endDeviceLinks(transaction, id);
          await setRevocation(transaction, { kind: 'DEVICE', id: thumbprint }, new Date());
        }
        return {
          event: isNew ? 'DEVICE_REVOKED' : null,
          payload: { thumbprint },
          facts: { deviceId: device.id },
          answer: () => ({ ...device, isRevoked: true, hasPush: false }),
        };
      },
    );
  };
}
