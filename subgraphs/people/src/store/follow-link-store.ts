import { randomUUID } from 'node:crypto';
import type { RunSql } from '@alert-button/platform/event-log/append.ts';
import type { ContactSight } from '../domain/emergency-contact.ts';
import type { FollowLinkEventKind } from '../events.ts';
import { findContacts } from './contact-store.ts';
import type { Database, Transaction } from './database.ts';
import type { PersonKeys } from './person-keys.ts';

export interface NewFollowLink {
  readonly id: string;
  readonly personId: string;
  readonly tokenHash: string;
  readonly alertId: string | null;
  readonly contactId: string | null;
  readonly maySee: ContactSight;
  readonly hours: number;
}

/**
 * Stores a link and tells alerts of it, by one statement, since whoever runs it may not read: the
 * event says until when by the clock of the database.
 */
export async function insertFollowLink(run: RunSql, link: NewFollowLink): Promise<void> {
  await run(
    `with made as (
       insert into follow_link (id, person_id, token_hash, alert_id, contact_id, may_see, expires_at)
       values ($1::uuid, $2::uuid, $3, $4::uuid, $5::uuid, $6,
         clock_timestamp() + make_interval(hours => $7::integer))
       returning *
     )
     insert into event (id, kind, subject_id, version, feeds, payload)
     select $8::uuid, $9, id::text, 1, '{}', jsonb_build_object('hash', token_hash,
       'personId', person_id, 'alertId', alert_id, 'maySee', may_see, 'expiresAt', expires_at)
     from made`,
    [
      link.id,
      link.personId,
      link.tokenHash,
      link.alertId,
      link.contactId,
      link.maySee,
      link.hours,
      randomUUID(),
      'FOLLOW_LINK_MADE' satisfies FollowLinkEventKind,
    ],
  );
}

/** Revokes those of the links that are not revoked yet, and tells alerts of each. */
async function revoke(run: RunSql, condition: string, values: readonly unknown[]): Promise<void> {
  await run(
    `with ended as (
       update follow_link set revoked_at = clock_timestamp()
       where revoked_at is null and ${condition} returning id, token_hash
     )
     insert into event (id, kind, subject_id, version, feeds, payload)
     select gen_random_uuid(), $2, id::text, 2, '{}', jsonb_build_object('hash', token_hash)
     from ended`,
    [...values, 'FOLLOW_LINK_REVOKED' satisfies FollowLinkEventKind],
  );
}

export const revokeFollowLink = (run: RunSql, linkId: string): Promise<void> =>
  revoke(run, 'id = $1::uuid', [linkId]);

/** Nobody follows any more by what was sent to this contact. */
export const revokeFollowLinksOf = (run: RunSql, contactId: string): Promise<void> =>
  revoke(run, 'contact_id = $1::uuid', [contactId]);

/** A link of a person, without what opens it. */
export interface FollowLinkRecord {
  readonly id: string;
  readonly alertId: string | null;
  readonly maySee: ContactSight;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  /** For whom it was made; null for nobody in particular, and when the contact is gone. */
  readonly contactName: (() => Promise<string>) | null;
}

type Reading = Pick<Database, 'prisma'> | { readonly prisma: Transaction };

/** Older ones have long ended. */
const mostListed = 100;

/** The links of a person, newest first. */
export async function findFollowLinks(
  { prisma }: Reading,
  keys: PersonKeys,
  personId: string,
  linkId?: string,
): Promise<FollowLinkRecord[]> {
  const rows = await prisma.followLink.findMany({
    where: { personId, ...(linkId === undefined ? {} : { id: linkId }) },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: mostListed,
  });
  const contacts = await findContacts({ prisma }, keys, personId);
  return rows.map((row) => ({
    ...row,
    maySee: row.maySee as ContactSight,
    contactName: contacts.find(({ id }) => id === row.contactId)?.name ?? null,
  }));
}

/** One link of a person; null when it is not there or not theirs. */
export async function findFollowLink(
  reading: Reading,
  keys: PersonKeys,
  personId: string,
  linkId: string,
): Promise<FollowLinkRecord | null> {
  const [link] = await findFollowLinks(reading, keys, personId, linkId);
  return link ?? null;
}

/** How many links of a person are good. */
export async function countFollowLinks(
  transaction: Transaction,
  personId: string,
): Promise<number> {
  const [row] = await transaction.$queryRaw<{ count: number }[]>`
    select count(*)::integer as count from follow_link
    where person_id = ${personId}::uuid and revoked_at is null and expires_at > clock_timestamp()`;
  return row?.count ?? 0;
}
