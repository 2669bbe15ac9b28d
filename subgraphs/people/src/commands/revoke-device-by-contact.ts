import type { RequestContext } from '@alert-button/platform/builder.ts';
import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { policy } from '../policy.ts';
import { findTrustedDevices, type TrustedDevice } from '../store/contact-device-store.ts';
import { endDeviceLinks } from '../store/device-link-store.ts';
import { endDevice } from '../store/device-store.ts';
import { setRevocation } from '../store/revocation-store.ts';
import { actAsContact } from './act-as-contact.ts';
import type { ContactNeeds } from './add-emergency-contact.ts';

export interface RevokeDeviceByContactInput {
  readonly token: string;
  readonly deviceId?: string | null | undefined;
}

/**
 * A trusted contact shuts out a device of the person who trusts them: as if the person had revoked
 * it, and nothing besides. Alerts are another matter, and another subgraph's: an open one stays as
 * it is. The person sees on their other devices that a contact did it.
 *
 * @throws NotFoundError unless the token was sent for this and was not used, for whatever reason,
 *   and for a device that the contact may not shut out; InvalidInputError when there are several
 *   and none is named.
 */
export function createRevokeDeviceByContact(needs: ContactNeeds) {
  return async (
    request: RequestContext,
    input: RevokeDeviceByContactInput,
  ): Promise<TrustedDevice> => {
    permit(policy, 'revokeDeviceByContact', request.viewer);
    return actAsContact(
      needs,
      request.requestId,
      'revokeDeviceByContact',
      input.token,
      { purposes: ['REVOCATION'], isOnce: true },
      async (transaction, { id }, contact) => {
        const devices = await findTrustedDevices(transaction, needs.personKeys, id, contact.id);
        const device = chooseDevice(devices, input.deviceId ?? null);
        if (contact.standing !== 'CONFIRMED') throw new NotFoundError('token');
        await endDevice(transaction, device.id, 'CONTACT');
        await endDeviceLinks(transaction, id);
        const subject = { kind: 'DEVICE', id: device.thumbprint } as const;
        await setRevocation(transaction, subject, new Date());
        return {
          event: 'DEVICE_REVOKED',
          payload: { thumbprint: device.thumbprint },
          facts: { contactId: contact.id, deviceId: device.id },
          answer: device,
        };
      },
    );
  };
}

function chooseDevice(devices: readonly TrustedDevice[], deviceId: string | null): TrustedDevice {
  if (deviceId === null && devices.length > 1) {
    throw new InvalidInputError([{ path: 'deviceId', message: 'must say which of several' }]);
  }
  const device =
    deviceId === null ? devices[0] : devices.find((candidate) => candidate.id === deviceId);
  if (device === undefined) throw new NotFoundError(deviceId === null ? 'token' : 'deviceId');
  return device;
}
