import type { SealedPlace } from '@alert-button/platform/keys.ts';
import type { Address } from '@alert-button/platform/messages/channel.ts';
import {
  orderChannels,
  type ContactChannel,
  type PushSubscription,
} from '../domain/contact-address.ts';
import type { ContactStanding, ContactStep, Told } from '../domain/contact-standing.ts';
import type { ContactSight } from '../domain/emergency-contact.ts';
import type { EmergencyContact as ContactRow } from './_generated/client.ts';
import type { OpenText } from './person-keys.ts';

/** A contact as stored; what identifies them is opened only when it is asked for. */
export interface ContactRecord extends Told {
  readonly id: string;
  readonly language: string | null;
  readonly hasMessage: boolean;
  readonly hasPush: boolean;
  /** All of them, in the order in which they are tried. */
  readonly channels: readonly ContactChannel[];
  /** How many of the person's devices they may shut out. */
  readonly trustedDevices: number;
  /** Blind indexes of their addresses. */
  readonly addressIndexes: readonly string[];
  /** Reject with `UnreadableError`. */
  readonly name: () => Promise<string>;
  readonly phone: () => Promise<string | null>;
  readonly email: () => Promise<string | null>;
  readonly message: () => Promise<string | null>;
  /** Where they are reached, in the order in which it is tried. */
  readonly addresses: () => Promise<readonly Address[]>;
}

export const contactPlace = (column: string, contactId: string): SealedPlace => ({
  table: 'emergency_contact',
  column,
  row: contactId,
});

/** What a record is made of, read through Prisma or with `contactColumns`. */
export type StoredContact = Omit<ContactRow, 'personId' | 'rank' | 'createdAt'>;

/** The columns of `emergency_contact` under the names of `StoredContact`. */
export const contactColumns = `contact.id, contact.language, contact.may_see as "maySee",
  contact.sealed_name as "sealedName", contact.sealed_phone as "sealedPhone",
  contact.sealed_email as "sealedEmail", contact.sealed_push as "sealedPush",
  contact.sealed_message as "sealedMessage", contact.phone_index as "phoneIndex",
  contact.email_index as "emailIndex", contact.channels, contact.steps,
  contact.contact_steps as "contactSteps", contact.standing`;

/** The index of a contact without a telephone number: of nobody else's, and never a number's. */
const noPhone = 'none.';
export const indexWithoutPhone = (contactId: string): string => `${noPhone}${contactId}`;

export function toContactRecord(
  row: StoredContact,
  open: OpenText,
  trustedDevices: number,
): ContactRecord {
  const { id, language, sealedName, sealedPhone, sealedEmail, sealedPush, sealedMessage } = row;
  const { phoneIndex, emailIndex } = row;
  const channels = orderChannels(row.channels as ContactChannel[]);
  // Stored before there were others, a number may not be missing: none is the empty text.
  const phone = async () => {
    const text = await open(sealedPhone, contactPlace('sealed_phone', id));
    return text === '' ? null : text;
  };
  const email = async () =>
    sealedEmail === null ? null : open(sealedEmail, contactPlace('sealed_email', id));
  const addressOf = async (channel: ContactChannel): Promise<Address | null> => {
    switch (channel) {
      case 'SMS': {
        const number = await phone();
        return number === null ? null : { kind: 'SMS', phone: number };
      }
      case 'EMAIL': {
        const mailbox = await email();
        return mailbox === null ? null : { kind: 'EMAIL', email: mailbox };
      }
      case 'WEB_PUSH': {
        if (sealedPush === null) return null;
        const text = await open(sealedPush, contactPlace('sealed_push', id));
        return { kind: 'WEB_PUSH', ...(JSON.parse(text) as PushSubscription) };
      }
      default:
        return channel satisfies never;
    }
  };
  return {
    id,
    language,
    maySee: row.maySee as ContactSight,
    standing: row.standing as ContactStanding,
    steps: row.steps as ContactStep[],
    contactSteps: row.contactSteps as ContactStep[],
    hasMessage: sealedMessage !== null,
    hasPush: sealedPush !== null,
    channels,
    trustedDevices,
    addressIndexes: [
      ...(phoneIndex.startsWith(noPhone) ? [] : [phoneIndex]),
      ...(emailIndex === null ? [] : [emailIndex]),
    ],
    name: () => open(sealedName, contactPlace('sealed_name', id)),
    phone,
    email,
    message: async () =>
      sealedMessage === null ? null : open(sealedMessage, contactPlace('sealed_message', id)),
    addresses: async () => {
      const known = await Promise.all(channels.map(addressOf));
      return known.filter((address) => address !== null);
    },
  };
}
