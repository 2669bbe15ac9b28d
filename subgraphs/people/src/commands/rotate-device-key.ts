import type { RequestContext } from '@alert-button/platform/builder.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { deviceTaken } from '../domain/device.ts';
import { parseRotation, type RotationInput } from '../domain/rotate-device-key.ts';
import { policy } from '../policy.ts';
import { moveDevicePush } from '../store/device-push-store.ts';
import {
  endDevice,
  findDevices,
  insertDevice,
  lockDevice,
  saveDeviceLabel,
} from '../store/device-store.ts';
import { moveTrust } from '../store/contact-device-store.ts';
import { setRevocation } from '../store/revocation-store.ts';
import { actAsPerson, type PersonNeeds } from './act-as-person.ts';
import type { IssueCertificate } from './credentials/device-certificate.ts';
import { thumbprintOf, verifyDeviceProof } from './credentials/device-proof.ts';
import type { EnrolledPerson } from './enrol-person.ts';
import { readStoredPerson } from './read-person.ts';

export interface RotateDeviceKeyNeeds extends PersonNeeds {
  readonly issueCertificate: IssueCertificate;
}

/**
 * A device changes its key: asked with the old one, proved with the new one. The new key is a
 * device of its own with the same label; the old one is revoked. When the answer is lost, the new
 * key is known and enrols again.
 *
 * @throws InvalidInputError naming the field; nothing was stored.
 */
export function createRotateDeviceKey(needs: RotateDeviceKeyNeeds) {
  const { personKeys, issueCertificate } = needs;
  return async (request: RequestContext, input: RotationInput): Promise<EnrolledPerson> => {
    const viewer = permit(policy, 'rotateDeviceKey', request.viewer);
    const { deviceKey, proof } = parseRotation(input);
    await verifyDeviceProof(proof, deviceKey);
    const thumbprint = await thumbprintOf(deviceKey);
    const asked = { ...request, viewer };
    const person = await actAsPerson(
      needs,
      asked,
      'rotateDeviceKey',
      async (transaction, { id }) => {
        if ((await lockDevice(transaction, thumbprint)) !== null) throw deviceTaken();
        const devices = await findDevices({ prisma: transaction }, personKeys, id);
        const old = devices.find((device) => device.thumbprint === viewer.deviceKey);
        if (old === undefined) throw new Error('The device that asks is there');
        const newId = await insertDevice(transaction, id, thumbprint, deviceKey);
        // A label that cannot be opened any more is no reason to keep an old key.
        const label = await old.label().catch(() => null);
        if (label !== null) await saveDeviceLabel(transaction, personKeys, id, newId, label);
        await moveTrust(transaction, personKeys, id, old.id, newId);
        await moveDevicePush(transaction, personKeys, id, old.id, newId);
        await endDevice(transaction, old.id);
        await setRevocation(transaction, { kind: 'DEVICE', id: old.thumbprint }, new Date());
        return {
          event: 'DEVICE_REVOKED',
          payload: { thumbprint: old.thumbprint },
          facts: { deviceId: old.id, newDeviceId: newId },
          answer: () => readStoredPerson(transaction, personKeys, id),
        };
      },
      (transaction) => lockDevice(transaction, thumbprint),
    );
    const { certificate, expiresAt } = await issueCertificate(person, deviceKey);
    return { person, certificate, certificateExpiresAt: expiresAt };
  };
}
