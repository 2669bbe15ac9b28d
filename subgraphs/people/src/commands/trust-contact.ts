import type { RequestContext } from '@alert-button/platform/builder.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import type { InputIssue } from '@alert-button/platform/errors.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { longestLabel } from '../domain/device.ts';
import { readText } from '../domain/text.ts';
import { policy } from '../policy.ts';
import { saveTrust } from '../store/contact-device-store.ts';
import type { ContactRecord } from '../store/contact-store.ts';
import { findDevices } from '../store/device-store.ts';
import { actAsPerson } from './act-as-person.ts';
import { findContact, requireContact, type ContactNeeds } from './add-emergency-contact.ts';

export interface TrustContactInput {
  readonly contactId: string;
  readonly devices: readonly {
    readonly deviceId: string;
    readonly label?: string | null | undefined;
  }[];
}

/** @throws InvalidInputError naming what is wrong. */
function parseTrust({ devices }: TrustContactInput) {
  const issues: InputIssue[] = [];
  const trusted = devices.map(({ deviceId, label }, index) => {
    const path = `devices.${index}.label`;
    return {
      deviceId,
      label: label == null ? null : readText(label, { path, most: longestLabel }, issues),
    };
  });
  if (new Set(trusted.map(({ deviceId }) => deviceId)).size < trusted.length) {
    issues.push({ path: 'devices', message: 'must name each at most once' });
  }
  if (issues.length > 0) throw new InvalidInputError(issues);
  return trusted;
}

/**
 * Which of the person's devices a contact may shut out when they are lost, in place of those named
 * before; with none, the contact is not trusted any more. Each has the label that the person wants
 * this contact to see, or none.
 *
 * @throws NotFoundError for a contact or a device in use that is not there or somebody else's;
 *   ConflictError while the contact has not agreed to be one; InvalidInputError naming the fields.
 */
export function createTrustContact(needs: ContactNeeds) {
  return async (request: RequestContext, input: TrustContactInput): Promise<ContactRecord> => {
    const viewer = permit(policy, 'trustContact', request.viewer);
    const trusted = parseTrust(input);
    return actAsPerson(
      needs,
      { ...request, viewer },
      'trustContact',
      async (transaction, { id }) => {
        const contact = await requireContact(transaction, needs, id, input.contactId);
        const devices = await findDevices({ prisma: transaction }, needs.personKeys, id);
        const inUse = devices.filter(({ isRevoked }) => !isRevoked).map((device) => device.id);
        if (!trusted.every(({ deviceId }) => inUse.includes(deviceId))) {
          throw new NotFoundError('deviceId');
        }
        if (trusted.length > 0 && contact.standing !== 'CONFIRMED') {
          throw new ConflictError('The contact has not agreed to be one.');
        }
        await saveTrust(transaction, needs.personKeys, id, contact.id, trusted);
        return {
          event: 'EMERGENCY_CONTACTS_CHANGED',
          facts: { contactId: contact.id, devices: trusted.length },
          answer: () => findContact(transaction, needs, id, contact.id),
        };
      },
    );
  };
}
