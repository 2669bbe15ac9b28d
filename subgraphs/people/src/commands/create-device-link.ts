import { randomBytes } from 'node:crypto';
import type { RequestContext } from '@alert-button/platform/builder.ts';
import type { BlindIndex } from '@alert-button/platform/keys.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { checkDeviceCount } from '../domain/device.ts';
import {
  canonicalLinkCode,
  checkValidMinutes,
  linkCodeBytes,
  linkCodeFrom,
} from '../domain/link-code.ts';
import { policy } from '../policy.ts';
import { insertDeviceLink } from '../store/device-link-store.ts';
import { countDevicesInUse } from '../store/device-store.ts';
import { actAsPerson, type PersonNeeds } from './act-as-person.ts';

export interface DeviceLinkNeeds extends PersonNeeds {
  /** Under which codes are looked up; the codes themselves are not kept. */
  readonly linkCodeIndex: BlindIndex;
}

export interface DeviceLink {
  /** Shown once. */
  readonly code: string;
  readonly expiresAt: Date;
}

export interface DeviceLinkInput {
  readonly validMinutes: number;
}

/**
 * A code with which one other device enrols as the same person, within minutes. A new code
 * replaces one that was not used.
 *
 * @throws InvalidInputError for `validMinutes`; ConflictError when there are as many devices as can be.
 */
export function createCreateDeviceLink(needs: DeviceLinkNeeds) {
  return async (
    request: RequestContext,
    { validMinutes }: DeviceLinkInput,
  ): Promise<DeviceLink> => {
    const viewer = permit(policy, 'createDeviceLink', request.viewer);
    checkValidMinutes(validMinutes);
    const code = linkCodeFrom(randomBytes(linkCodeBytes));
    const index = needs.linkCodeIndex(canonicalLinkCode(code) ?? code);
    return actAsPerson(
      needs,
      { ...request, viewer },
      'createDeviceLink',
      async (transaction, { id }) => {
        checkDeviceCount(await countDevicesInUse(transaction, id));
        const expiresAt = await insertDeviceLink(transaction, id, index, validMinutes);
        return { event: 'DEVICE_LINK_CREATED', answer: () => ({ code, expiresAt }) };
      },
    );
  };
}
