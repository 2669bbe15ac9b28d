import type { AlertEnvironment } from '@alert-button/platform/viewer.ts';
import type { Alert as AlertRow } from './_generated/client.ts';
import { toRecord, type AlertRecord } from './alert-record.ts';
import type { Database } from './database.ts';

const recordOrNull = (row: AlertRow | null): AlertRecord | null =>
  row === null ? null : toRecord(row);

export async function findAlert({ prisma }: Database, id: string): Promise<AlertRecord | null> {
  return recordOrNull(await prisma.alert.findUnique({ where: { id } }));
}

export interface FoundPress {
  readonly personId: string;
  readonly isDrill: boolean;
  readonly alertId: string;
}

/** The press that first carried this key, if any did. */
export function findPress(
  { prisma }: Database,
  tenant: string,
  idempotencyKey: string,
): Promise<FoundPress | null> {
  return prisma.press.findUnique({
    where: { tenant_idempotencyKey: { tenant, idempotencyKey } },
    select: { personId: true, isDrill: true, alertId: true },
  });
}

export async function findOpenAlert(
  { prisma }: Database,
  personId: string,
  isDrill: boolean,
  environment: AlertEnvironment,
): Promise<AlertRecord | null> {
  return recordOrNull(
    await prisma.alert.findFirst({ where: { personId, isDrill, environment, closedAt: null } }),
  );
}

export interface Page {
  readonly first: number;
  readonly offset: number;
}

/** Whether one of the presses behind the alert was made in this tenant. */
export async function isPressedBy(
  { prisma }: Database,
  alertId: string,
  tenant: string,
): Promise<boolean> {
  return (await prisma.press.count({ where: { alertId, tenant }, take: 1 })) > 0;
}

/** A person's own alerts in one environment, newest first. */
export async function alertsOfPerson(
  { prisma }: Database,
  personId: string,
  environment: AlertEnvironment,
  { first, offset }: Page,
): Promise<AlertRecord[]> {
  const rows = await prisma.alert.findMany({
    where: { personId, environment },
    orderBy: [{ raisedAt: 'desc' }, { id: 'asc' }],
    take: first,
    skip: offset,
  });
  return rows.map(toRecord);
}

export interface DueAlerts {
  /** By the clock of the database. */
  readonly now: Date;
  readonly ids: readonly string[];
}

/** Alerts for which a look is due by the clock of the database, longest due first. */
export async function dueAlerts({ pool }: Database, most: number): Promise<DueAlerts> {
  const { rows } = await pool.query<DueAlerts>(
    `select clock_timestamp() as now, array(
       select alert_id::text from escalation_step
       where settled_at is null and due_at <= clock_timestamp()
       order by due_at limit $1
     ) as ids`,
    [most],
  );
  const [due] = rows;
  if (due === undefined) throw new Error('The database does not know the time');
  return due;
}

/** Whether a look at this alert is due that nobody has taken or settled; it has one at a time. */
export async function isLookDue({ pool }: Database, alertId: string): Promise<boolean> {
  const { rows } = await pool.query(
    `select from escalation_step
     where alert_id = $1 and settled_at is null and due_at <= clock_timestamp() limit 1`,
    [alertId],
  );
  return rows.length === 1;
}
