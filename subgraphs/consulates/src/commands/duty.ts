import { appendEvent } from '@alert-button/platform/event-log/append.ts';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import type { Desk } from '../domain/desk.ts';
import type { DutyShift } from '../domain/duty-shift.ts';
import { isUuid } from '../domain/uuid.ts';
import { dutyPublished } from '../events.ts';
import { runSqlIn } from '@alert-button/platform/database/open-database.ts';
import { deleteShifts, findShift, readDuty, saveShift } from '../store/duty-store.ts';
import { advanceDesk, readRoster } from '../store/roster-store.ts';
import type { AdministrationContext } from './administer.ts';

/** A shift that is not over, and its desk. */
export interface Duty {
  readonly shift: DutyShift;
  readonly desk: Desk;
}

/** @throws NotFoundError naming the field, when it is not there or over. */
export async function requireShift(
  { transaction, stored, now }: AdministrationContext,
  id: string,
  field: string,
): Promise<Duty> {
  const shift = isUuid(id) ? await findShift(transaction, id.toLowerCase()) : null;
  const desk = shift === null ? null : stored.desk({ id: shift.deskId });
  if (shift === null || desk === null || shift.endsAt <= now) throw new NotFoundError(field);
  return { shift, desk };
}

/** Only who is on the roster is on duty. @throws NotFoundError */
export async function requireMember(
  { transaction }: AdministrationContext,
  desk: Desk,
  officerId: string,
): Promise<void> {
  const members = await readRoster({ prisma: transaction }, desk.id);
  if (members.every((member) => member.officerId !== officerId)) {
    throw new NotFoundError('officerId');
  }
}

/** What is on at a desk once these shifts stand as they are now. */
export async function dutyWith(
  { transaction, now }: AdministrationContext,
  desk: Desk,
  changed: readonly DutyShift[],
): Promise<DutyShift[]> {
  const ids = new Set(changed.map(({ id }) => id));
  const others = (await readDuty({ prisma: transaction }, desk.id, now)).filter(
    ({ id }) => !ids.has(id),
  );
  return [...others, ...changed];
}

/** Stores shifts of one desk, new or changed, and tells its whole duty. */
export async function saveDuty(
  context: AdministrationContext,
  desk: Desk,
  changed: readonly DutyShift[],
): Promise<Desk> {
  for (const shift of changed) await saveShift(context.transaction, shift);
  return publishDuty(context, desk);
}

/** Takes shifts away and tells what is left. */
export async function removeDuty(
  context: AdministrationContext,
  desk: Desk,
  shifts: readonly DutyShift[],
): Promise<Desk> {
  await deleteShifts(context.transaction, shifts);
  return publishDuty(context, desk);
}

/** Whoever leaves a roster is on duty there no more. */
export async function endDuty(
  context: AdministrationContext,
  desk: Desk,
  officerId: string,
): Promise<void> {
  const duty = await readDuty({ prisma: context.transaction }, desk.id, context.now);
  const own = duty.filter((shift) => shift.officerId === officerId);
  if (own.length > 0) await removeDuty(context, desk, own);
}

async function publishDuty({ transaction, now }: AdministrationContext, desk: Desk): Promise<Desk> {
  const advanced = await advanceDesk(transaction, desk);
  const shifts = await readDuty({ prisma: transaction }, desk.id, now);
  await appendEvent(runSqlIn(transaction), dutyPublished(advanced, shifts));
  return advanced;
}
