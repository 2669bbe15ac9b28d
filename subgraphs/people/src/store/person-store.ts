import { NotFoundError } from '@alert-button/platform/errors.ts';
import type { IdentityDocument } from '../domain/identity-document.ts';
import type { Person } from '../domain/person.ts';
import type { PersonChanges } from '../domain/update-person.ts';
import type { Prisma } from './_generated/client.ts';
import type { Database, Transaction } from './database.ts';
import { openOwnPhone } from './own-phone-store.ts';
import type { OpenText, PersonKeys, StoredKey } from './person-keys.ts';

/** A person as stored: who they are is opened only when it is asked for. */
export interface PersonRecord extends Person {
  /** Rejects with `UnreadableError` when it cannot be opened. */
  readonly name: () => Promise<string | null>;
  /** Rejects with `UnreadableError` when it cannot be opened. */
  readonly document: () => Promise<IdentityDocument | null>;
  /** By which they call or write. Rejects with `UnreadableError` when it cannot be opened. */
  readonly phone: () => Promise<string | null>;
}

/** What a query must select to make a `PersonRecord` of. */
export interface PersonRow {
  readonly id: string;
  readonly homeConsulate: string | null;
  readonly languages: string[];
  readonly version: number;
  readonly identity: {
    readonly sealedName: Uint8Array | null;
    readonly sealedDocument: Uint8Array | null;
  } | null;
  readonly ownPhone: { readonly sealedPhone: Uint8Array } | null;
  readonly key: StoredKey;
}

const everything = { identity: true, key: true, ownPhone: true } satisfies Prisma.PersonInclude;

const placeOf = (column: string, personId: string) => ({
  table: 'person_identity',
  column,
  row: personId,
});

export function toPersonRecord(row: PersonRow, keys: PersonKeys): PersonRecord {
  const { id, homeConsulate, languages, version, identity, ownPhone } = row;
  const open = keys.opener(id, row.key);
  return {
    kind: 'PERSON',
    id,
    homeConsulate,
    languages,
    version,
    name: async () => openColumn(open, id, 'sealed_name', identity?.sealedName),
    document: async () => {
      const text = await openColumn(open, id, 'sealed_document', identity?.sealedDocument);
      return text === null ? null : (JSON.parse(text) as IdentityDocument);
    },
    phone: () => openOwnPhone(open, id, ownPhone?.sealedPhone),
  };
}

async function openColumn(
  open: OpenText,
  personId: string,
  column: string,
  sealed: Uint8Array | null | undefined,
): Promise<string | null> {
  return sealed == null ? null : open(sealed, placeOf(column, personId));
}

/** The person with this id, or null. */
export async function findPerson(
  { prisma }: Pick<Database, 'prisma'> | { readonly prisma: Transaction },
  keys: PersonKeys,
  id: string,
): Promise<PersonRecord | null> {
  const row = await prisma.person.findUnique({ where: { id }, include: everything });
  return row === null ? null : toPersonRecord(row, keys);
}

/**
 * The person, locked: until the transaction ends, no other act on what is theirs can begin.
 *
 * @throws NotFoundError when there is no such person.
 */
export async function lockPerson(transaction: Transaction, id: string): Promise<Person> {
  const rows = await transaction.$queryRaw<Omit<Person, 'kind'>[]>`
    select id, home_consulate as "homeConsulate", languages, version
    from person where id = ${id}::uuid for update`;
  const [row] = rows;
  if (row === undefined) throw new NotFoundError('That');
  return { kind: 'PERSON', ...row };
}

/** Stores a new person. */
export async function insertPerson(
  transaction: Transaction,
  { id, homeConsulate, languages, version }: Person,
): Promise<void> {
  await transaction.person.create({
    data: { id, homeConsulate, languages: [...languages], version },
  });
}

/** Stores a new person, unless there is one with this id; false then. */
export async function insertPersonOnce(
  transaction: Transaction,
  { id, homeConsulate, languages, version }: Person,
): Promise<boolean> {
  const { count } = await transaction.person.createMany({
    data: { id, homeConsulate, languages: [...languages], version },
    skipDuplicates: true,
  });
  return count === 1;
}

/** Stores what about a known person is not sealed. */
export async function savePerson(
  transaction: Transaction,
  { id, homeConsulate, languages, version }: Person,
): Promise<void> {
  await transaction.person.update({
    where: { id },
    data: { homeConsulate, languages: [...languages], version },
  });
}

/** Seals and stores name and document, where something is said about them. */
export async function saveIdentity(
  transaction: Transaction,
  keys: PersonKeys,
  personId: string,
  { name, document }: Pick<PersonChanges, 'name' | 'document'>,
): Promise<void> {
  if (name === undefined && document === undefined) return;
  const seal = await keys.sealer(transaction, personId);
  const sealed = (text: string | null, column: string) =>
    text === null ? null : Uint8Array.from(seal(text, placeOf(column, personId)));
  const told = {
    ...(name === undefined ? {} : { sealedName: sealed(name, 'sealed_name') }),
    ...(document === undefined
      ? {}
      : {
          sealedDocument: sealed(
            document === null ? null : JSON.stringify(document),
            'sealed_document',
          ),
        }),
  };
  await transaction.personIdentity.upsert({
    where: { personId },
    create: { personId, ...told },
    update: told,
  });
}
