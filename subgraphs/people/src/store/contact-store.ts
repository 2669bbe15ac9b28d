import type { BlindIndex, SealedPlace } from '@alert-button/platform/keys.ts';
import type { ContactChanges, ContactSight, NewContact } from '../domain/emergency-contact.ts';
import type { EmergencyContact as ContactRow } from './_generated/client.ts';
import type { Database, Transaction } from './database.ts';
import type { OpenText, PersonKeys } from './person-keys.ts';

/** A contact as stored; what identifies them is opened only when it is asked for. */
export interface ContactRecord {
  readonly id: string;
  readonly language: string | null;
  readonly maySee: ContactSight;
  readonly hasMessage: boolean;
  /** Reject with `UnreadableError`. */
  readonly name: () => Promise<string>;
  readonly phone: () => Promise<string>;
  readonly message: () => Promise<string | null>;
}

/** What contacts are sealed and looked up with. */
export interface ContactKeys {
  readonly personKeys: PersonKeys;
  readonly phoneIndex: BlindIndex;
}

const placeOf = (column: string, contactId: string): SealedPlace => ({
  table: 'emergency_contact',
  column,
  row: contactId,
});

function toRecord(row: ContactRow, open: OpenText): ContactRecord {
  const { id, language, sealedName, sealedPhone, sealedMessage } = row;
  return {
    id,
    language,
    maySee: row.maySee as ContactSight,
    hasMessage: sealedMessage !== null,
    name: () => open(sealedName, placeOf('sealed_name', id)),
    phone: () => open(sealedPhone, placeOf('sealed_phone', id)),
    message: async () =>
      sealedMessage === null ? null : open(sealedMessage, placeOf('sealed_message', id)),
  };
}

/** The person's contacts in their order. */
export async function findContacts(
  { prisma }: Pick<Database, 'prisma'> | { readonly prisma: Transaction },
  keys: PersonKeys,
  personId: string,
): Promise<ContactRecord[]> {
  const rows = await prisma.emergencyContact.findMany({
    where: { personId },
    orderBy: [{ rank: 'asc' }, { id: 'asc' }],
    include: { person: { include: { key: true } } },
  });
  const open = keys.opener(personId, rows[0]?.person.key ?? null);
  return rows.map((row) => toRecord(row, open));
}

/** Whether another contact of the same person has this number. Never asked across persons. */
export async function hasOtherContact(
  transaction: Transaction,
  { phoneIndex }: ContactKeys,
  personId: string,
  phone: string,
  exceptId?: string,
): Promise<boolean> {
  const where = {
    personId,
    phoneIndex: phoneIndex(phone),
    ...(exceptId === undefined ? {} : { id: { not: exceptId } }),
  };
  return (await transaction.emergencyContact.count({ where })) > 0;
}

/** Stores a contact after the person's others and gives its id. */
export async function insertContact(
  transaction: Transaction,
  { personKeys, phoneIndex }: ContactKeys,
  personId: string,
  rank: number,
  { name, phone, message, language, maySee }: NewContact,
): Promise<string> {
  const id = crypto.randomUUID();
  const seal = await personKeys.sealer(transaction, personId);
  const sealed = (text: string, column: string) => Uint8Array.from(seal(text, placeOf(column, id)));
  await transaction.emergencyContact.create({
    data: {
      id,
      personId,
      rank,
      sealedName: sealed(name, 'sealed_name'),
      sealedPhone: sealed(phone, 'sealed_phone'),
      sealedMessage: message == null ? null : sealed(message, 'sealed_message'),
      language: language ?? null,
      maySee: maySee ?? 'STATUS',
      phoneIndex: phoneIndex(phone),
    },
  });
  return id;
}

/** Seals and stores what is said anew about a contact. */
export async function saveContact(
  transaction: Transaction,
  { personKeys, phoneIndex }: ContactKeys,
  personId: string,
  id: string,
  { name, phone, message, language, maySee }: ContactChanges,
): Promise<void> {
  const seal = await personKeys.sealer(transaction, personId);
  const sealed = (text: string, column: string) => Uint8Array.from(seal(text, placeOf(column, id)));
  await transaction.emergencyContact.update({
    where: { id },
    data: {
      ...(name === undefined ? {} : { sealedName: sealed(name, 'sealed_name') }),
      ...(phone === undefined
        ? {}
        : { sealedPhone: sealed(phone, 'sealed_phone'), phoneIndex: phoneIndex(phone) }),
      ...(message === undefined
        ? {}
        : { sealedMessage: message === null ? null : sealed(message, 'sealed_message') }),
      ...(language === undefined ? {} : { language }),
      ...(maySee === undefined ? {} : { maySee }),
    },
  });
}

export async function deleteContact(transaction: Transaction, id: string): Promise<void> {
  await transaction.emergencyContact.delete({ where: { id } });
}

/** Gives the contacts their places in the list, from 1. */
export async function saveContactOrder(
  transaction: Transaction,
  ids: readonly string[],
): Promise<void> {
  await transaction.$executeRaw`
    update emergency_contact set rank = place.rank::integer
    from unnest(${[...ids]}::uuid[]) with ordinality as place (id, rank)
    where emergency_contact.id = place.id`;
}
