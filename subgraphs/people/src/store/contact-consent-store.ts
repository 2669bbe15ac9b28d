import type { Database, Transaction } from './database.ts';

/*
 * What owners of addresses said, and how often they were asked, by blind index: it outlives the
 * contacts, so that removing one and entering it again starts nothing anew.
 */

/** The owner of these addresses does not want to hear of this person. */
export async function saveRefusals(
  transaction: Transaction,
  personId: string,
  addressIndexes: readonly string[],
): Promise<void> {
  await transaction.contactRefusal.createMany({
    data: addressIndexes.map((addressIndex) => ({ personId, addressIndex })),
    skipDuplicates: true,
  });
}

/** Whether the owner of one of these said so. */
export async function hasRefused(
  transaction: Transaction,
  personId: string,
  addressIndexes: readonly string[],
): Promise<boolean> {
  const where = { personId, addressIndex: { in: [...addressIndexes] } };
  return (await transaction.contactRefusal.count({ where })) > 0;
}

/** Questions within a day: the most to one of these addresses, and all of this person's. */
export async function countQuestions(
  transaction: Transaction,
  personId: string,
  addressIndexes: readonly string[],
): Promise<{ readonly ofAddress: number; readonly ofPerson: number }> {
  const [row] = await transaction.$queryRaw<{ ofAddress: number; ofPerson: number }[]>`
    select
      coalesce((select max(asked.count) from (
        select count(*)::integer as count from contact_question
        where address_index = any(${[...addressIndexes]}::text[])
          and asked_at > clock_timestamp() - interval '1 day'
        group by address_index) as asked), 0) as "ofAddress",
      (select count(*)::integer from contact_question
        where person_id = ${personId}::uuid
          and asked_at > clock_timestamp() - interval '1 day') as "ofPerson"`;
  return row ?? { ofAddress: 0, ofPerson: 0 };
}

export async function saveQuestions(
  transaction: Transaction,
  personId: string,
  addressIndexes: readonly string[],
): Promise<void> {
  await transaction.contactQuestion.createMany({
    data: addressIndexes.map((addressIndex) => ({
      id: crypto.randomUUID(),
      personId,
      addressIndex,
    })),
  });
}

/**
 * Persons who have a contact with this number. For the owner of the number alone, who ends all of
 * it: nobody else is ever told anything across persons.
 */
export async function findPersonsWithPhone(
  { prisma }: Pick<Database, 'prisma'>,
  phoneIndex: string,
): Promise<string[]> {
  const rows = await prisma.emergencyContact.findMany({
    where: { phoneIndex },
    select: { personId: true },
  });
  return rows.map(({ personId }) => personId);
}
