import type { BlindIndex } from '@alert-button/platform/keys.ts';
import type { ContactChanges, NewContact } from '../domain/emergency-contact.ts';
import type { ContactStanding, ContactStep } from '../domain/contact-standing.ts';
import {
  contactPlace,
  indexWithoutPhone,
  toContactRecord,
  type ContactRecord,
} from './contact-record.ts';
import type { Database, Transaction } from './database.ts';
import type { PersonKeys, SealText } from './person-keys.ts';

export type { ContactRecord };

/** What contacts are sealed and looked up with. */
export interface ContactKeys {
  readonly personKeys: PersonKeys;
  readonly phoneIndex: BlindIndex;
  readonly emailIndex: BlindIndex;
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
    include: {
      person: { include: { key: true } },
      _count: { select: { devices: { where: { device: { revokedAt: null } } } } },
    },
  });
  const open = keys.opener(personId, rows[0]?.person.key ?? null);
  return rows.map(({ _count: { devices }, ...row }) => toContactRecord(row, open, devices));
}

/** Which address another contact of the same person has. Never asked across persons. */
export async function findTakenAddress(
  transaction: Transaction,
  { phoneIndex, emailIndex }: ContactKeys,
  personId: string,
  { phone, email }: Pick<ContactChanges, 'phone' | 'email'>,
  exceptId?: string,
): Promise<'phone' | 'email' | null> {
  const others = { personId, ...(exceptId === undefined ? {} : { id: { not: exceptId } }) };
  const isTaken = async (where: object) =>
    (await transaction.emergencyContact.count({ where: { ...others, ...where } })) > 0;
  if (phone != null && (await isTaken({ phoneIndex: phoneIndex(phone) }))) return 'phone';
  if (email != null && (await isTaken({ emailIndex: emailIndex(email) }))) return 'email';
  return null;
}

/** The columns for what is said; what is not, is left out. */
function toColumns(
  seal: SealText,
  keys: ContactKeys,
  id: string,
  { name, phone, email, push, channels, message, language, maySee, steps }: ContactChanges,
) {
  const sealed = (text: string, column: string) =>
    Uint8Array.from(seal(text, contactPlace(column, id)));
  const sealedOrNull = (text: string | null, column: string) =>
    text === null ? null : sealed(text, column);
  return {
    ...(name === undefined ? {} : { sealedName: sealed(name, 'sealed_name') }),
    ...(phone === undefined
      ? {}
      : {
          sealedPhone: sealed(phone ?? '', 'sealed_phone'),
          phoneIndex: phone === null ? indexWithoutPhone(id) : keys.phoneIndex(phone),
        }),
    ...(email === undefined
      ? {}
      : {
          sealedEmail: sealedOrNull(email, 'sealed_email'),
          emailIndex: email === null ? null : keys.emailIndex(email),
        }),
    ...(push === undefined
      ? {}
      : { sealedPush: sealedOrNull(push && JSON.stringify(push), 'sealed_push') }),
    ...(message === undefined ? {} : { sealedMessage: sealedOrNull(message, 'sealed_message') }),
    ...(channels === undefined ? {} : { channels: [...channels] }),
    ...(language === undefined ? {} : { language }),
    ...(maySee === undefined ? {} : { maySee }),
    ...(steps === undefined ? {} : { steps: [...steps] }),
  };
}

/** Stores a contact after the person's others and gives its id. */
export async function insertContact(
  transaction: Transaction,
  keys: ContactKeys,
  personId: string,
  rank: number,
  contact: NewContact,
): Promise<string> {
  const id = crypto.randomUUID();
  const seal = await keys.personKeys.sealer(transaction, personId);
  const { name, phone = null, maySee = 'STATUS' } = contact;
  const columns = toColumns(seal, keys, id, { ...contact, phone, maySee });
  await transaction.emergencyContact.create({
    data: {
      id,
      personId,
      rank,
      ...columns,
      sealedName: Uint8Array.from(seal(name, contactPlace('sealed_name', id))),
      sealedPhone: Uint8Array.from(seal(phone ?? '', contactPlace('sealed_phone', id))),
      phoneIndex: columns.phoneIndex ?? indexWithoutPhone(id),
      maySee,
    },
  });
  return id;
}

/** Seals and stores what is said anew about a contact. */
export async function saveContact(
  transaction: Transaction,
  keys: ContactKeys,
  personId: string,
  id: string,
  changes: ContactChanges,
): Promise<void> {
  const seal = await keys.personKeys.sealer(transaction, personId);
  const data = toColumns(seal, keys, id, changes);
  await transaction.emergencyContact.update({ where: { id }, data });
}

/** Stores what the contact said to being told; `steps` of which, where they chose. */
export async function saveStanding(
  transaction: Transaction,
  id: string,
  standing: ContactStanding,
  steps?: readonly ContactStep[],
): Promise<void> {
  await transaction.emergencyContact.update({
    where: { id },
    data: { standing, ...(steps === undefined ? {} : { contactSteps: [...steps] }) },
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
