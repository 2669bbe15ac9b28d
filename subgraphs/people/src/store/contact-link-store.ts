import type { RunSql } from '@alert-button/platform/event-log/append.ts';
import type { LinkPurpose } from '../domain/contact-link.ts';
import type { Transaction } from './database.ts';

export interface NewContactLink {
  readonly tokenHash: string;
  readonly contactId: string;
  readonly purpose: LinkPurpose;
  /** How long it is good; null: as long as the contact is there. */
  readonly minutes: number | null;
}

/** Stores what a link is for. */
export async function insertContactLink(run: RunSql, link: NewContactLink): Promise<void> {
  await run(
    `insert into contact_link (token_hash, contact_id, purpose, expires_at)
     values ($1, $2::uuid, $3, clock_timestamp() + make_interval(mins => $4::integer))`,
    [link.tokenHash, link.contactId, link.purpose, link.minutes],
  );
}

export interface ContactLink {
  readonly contactId: string;
  readonly personId: string;
  readonly purpose: LinkPurpose;
  /** Whether it was used or has expired. */
  readonly isOver: boolean;
}

/** What a link is for; null when it never was one, or its contact is gone. Lock the person, and ask again. */
export async function findContactLink(
  transaction: Transaction,
  tokenHash: string,
): Promise<ContactLink | null> {
  const [link] = await transaction.$queryRaw<ContactLink[]>`
    select contact.id as "contactId", contact.person_id as "personId", link.purpose,
      link.used_at is not null or coalesce(link.expires_at <= clock_timestamp(), false) as "isOver"
    from contact_link link join emergency_contact contact on contact.id = link.contact_id
    where link.token_hash = ${tokenHash}`;
  return link ?? null;
}

/** Uses a link up. */
export async function useContactLink(transaction: Transaction, tokenHash: string): Promise<void> {
  await transaction.$executeRaw`
    update contact_link set used_at = clock_timestamp() where token_hash = ${tokenHash}`;
}

/** Ends what links of one purpose are good for; those to leave stay good. */
export async function endContactLinks(
  transaction: Transaction,
  contactId: string,
  purpose: 'QUESTION' | 'REVOCATION',
): Promise<void> {
  await transaction.$executeRaw`
    update contact_link set used_at = clock_timestamp()
    where contact_id = ${contactId}::uuid and purpose = ${purpose} and used_at is null`;
}

/** How many links of one purpose a contact was sent within a day. */
export async function countContactLinks(
  transaction: Transaction,
  contactId: string,
  purpose: LinkPurpose,
): Promise<number> {
  const [row] = await transaction.$queryRaw<{ count: number }[]>`
    select count(*)::integer as count from contact_link
    where contact_id = ${contactId}::uuid and purpose = ${purpose}
      and created_at > clock_timestamp() - interval '1 day'`;
  return row?.count ?? 0;
}
