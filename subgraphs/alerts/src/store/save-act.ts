import { stateOfCounty } from '@alert-button/platform/geography/states.ts';
import { randomUUID } from 'node:crypto';
import type { DatabaseError, Pool } from 'pg';
import type { Alert } from '../domain/alert.ts';
import type { Decision } from '../domain/decide.ts';
import type { EscalationChange } from '../domain/escalation.ts';
import { alertFeedName, deskFeedName, type AlertEventPayload } from '../events.ts';
import type { NewMessage } from './messages.ts';

/** Who did it, for the audit trail. */
export interface Actor {
  readonly kind: 'PERSON' | 'ORGANISATION' | 'OFFICER' | 'TEXT_SERVICE' | 'FOLLOWER' | 'SYSTEM';
  readonly id: string;
  readonly requestId: string;
}

/** A press of the button: the key makes its retries the same press. */
export interface PressRecord {
  readonly tenant: string;
  readonly idempotencyKey: string;
  readonly signature: string | null;
}

export interface SaveAct {
  readonly decision: Decision;
  readonly actor: Actor;
  readonly action: string;
  /** Facts for the audit trail; nothing personal. */
  readonly facts?: object;
  readonly press?: PressRecord | undefined;
  /** A new exact position, sealed, and the coarse cell that stands for it in clear. */
  readonly position?: { readonly sealed: Buffer; readonly coarseCell: string } | undefined;
  readonly occurredAt?: Date | null | undefined;
  readonly escalation: EscalationChange;
  readonly sealedNote?: Buffer | null;
  /** Where to call back from now on, sealed; `sealed` null for nowhere. */
  readonly callbackPhone?: { readonly sealed: Buffer | null } | undefined;
  /** Only with an act on an alert that is there. */
  readonly message?: NewMessage | undefined;
}

/** Times the database gave. */
export interface SavedTimes {
  readonly raisedAt: Date;
  readonly occurredAt: Date | null;
  readonly closedAt: Date | null;
}

/** What belongs to every act: event, audit entry, press, and the escalation that follows from it. */
const withEveryAct = `
  logged as (
    insert into event (id, kind, subject_id, version, feeds, payload)
    select $2::uuid, $3, saved.id::text, saved.version, $4::text[], $5::jsonb from saved
  ), audited as (
    insert into audit_entry (actor_kind, actor_id, action, subject_id, request_id, facts)
    select $6, $7, $8, saved.id::text, $9, $10::jsonb from saved
  ), pressed as (
    insert into press (tenant, idempotency_key, alert_id, person_id, is_drill, signature)
    select $11, $12::uuid, saved.id, saved.person_id, saved.is_drill, $13::text from saved
    where $12::uuid is not null
  ), stepped as (
    insert into escalation_step (alert_id, level, due_at)
    select saved.id, $14::integer, clock_timestamp() + make_interval(secs => $15::integer)
    from saved where $14::integer is not null
    on conflict (alert_id, level) do update set due_at = excluded.due_at, settled_at = null
  ), noted as (
    insert into alert_note (alert_id, version, sealed_text)
    select saved.id, saved.version, $18::bytea from saved where $18::bytea is not null
  )`;

const insertAlert = `
  with saved as (
    insert into alert (id, person_id, environment, channel, is_drill, is_duress, occurred_at, version, status,
      escalation_level, escalation_policy, lapse_after_seconds, desk_id, offered_to, consulate_id, routing_reason,
      routing_basis, county_fips, distance_kilometers, coarse_cell, caller_county_fips, sealed_position, person_view)
    select new.id, new.person_id, new.environment, new.channel, new.is_drill, new.is_duress, $16::timestamptz, new.version,
      new.status, new.escalation_level, new.escalation_policy, new.lapse_after_seconds, new.desk_id, new.offered_to,
      new.consulate_id, new.routing_reason, new.routing_basis, new.county_fips,
      new.distance_kilometers, new.coarse_cell, new.caller_county_fips, $17::bytea, new.person_view
    from jsonb_populate_record(null::alert, $1::jsonb) as new
    returning id, person_id, is_drill, version, raised_at, occurred_at, closed_at
  ), ${withEveryAct}
  select raised_at, occurred_at, closed_at from saved`;

const updateAlert = `
  with saved as (
    update alert set version = new.version, status = new.status, handled_by = new.handled_by,
      outcome = new.outcome, is_duress = new.is_duress, escalation_level = new.escalation_level, desk_id = new.desk_id,
      offered_to = new.offered_to, person_view = new.person_view,
      coarse_cell = coalesce(new.coarse_cell, alert.coarse_cell), caller_county_fips = new.caller_county_fips,
      sealed_position = coalesce($17::bytea, alert.sealed_position),
      sealed_callback_phone = case when $25 then $26::bytea else alert.sealed_callback_phone end,
      occurred_at = coalesce($16::timestamptz, alert.occurred_at),
      closed_at = case when new.status in ('CANCELLED', 'RESOLVED') then clock_timestamp() end
    from jsonb_populate_record(null::alert, $1::jsonb) as new
    where alert.id = new.id and alert.version = new.version - 1
    returning alert.id, alert.person_id, alert.is_drill, alert.version, alert.raised_at,
      alert.occurred_at, alert.closed_at
  ), settled as (
    update escalation_step set settled_at = clock_timestamp()
    from saved where $19 and alert_id = saved.id and settled_at is null
      and level <> coalesce($14::integer, 0)
  ), messaged as (
    insert into alert_message
      (alert_id, version, person_version, author, desk_id, idempotency_key, sealed_text)
    select saved.id, saved.version, $20::integer, $21, $22::uuid, $23::uuid, $24::bytea
    from saved where $23::uuid is not null
  ), ${withEveryAct}
  select raised_at, occurred_at, closed_at from saved`;

interface SavedRow {
  raised_at: Date;
  occurred_at: Date | null;
  closed_at: Date | null;
}

function columns(alert: Alert, coarseCell: string | null): object {
  const { state, routing } = alert;
  return {
    id: alert.id,
    person_id: alert.personId,
    environment: alert.environment,
    channel: alert.channel,
    is_drill: alert.isDrill,
    is_duress: alert.isDuress,
    version: alert.version,
    status: state.status,
    handled_by: 'officerId' in state ? state.officerId : null,
    outcome: 'outcome' in state ? state.outcome : null,
    escalation_level: alert.escalationLevel,
    escalation_policy: alert.escalationPolicy,
    lapse_after_seconds: alert.lapseAfterSeconds,
    desk_id: alert.deskId,
    offered_to: alert.offeredTo,
    consulate_id: routing.consulateId,
    routing_reason: routing.reason,
    routing_basis: routing.basis,
    county_fips: routing.countyFips,
    distance_kilometers: routing.distanceKilometers,
    coarse_cell: coarseCell,
    caller_county_fips: alert.callerCountyFips,
    person_view: alert.personView,
  };
}

/** Of the county that a caller named, or in which the phone was. */
function stateOf({ callerCountyFips, routing }: Alert): string | null {
  const county = callerCountyFips ?? routing.countyFips;
  return county === null ? null : stateOfCounty(county);
}

/**
 * Saves one act whole, in one statement and so in one transaction: the alert, its event, the audit
 * entry, the press, and the next step of escalation. An existing alert is saved only if it is still
 * at the version the decision was made on.
 *
 * @returns Null when somebody was faster: decide again on what is there now.
 */
export async function saveAct(pool: Pool, act: SaveAct): Promise<SavedTimes | null> {
  const { decision, actor, press, position, escalation, message } = act;
  const { alert, fact } = decision;
  const { kind, version, ...then } = fact;
  const payload: AlertEventPayload = {
    ...then,
    alertId: alert.id,
    personId: alert.personId,
    isDrill: alert.isDrill,
    environment: alert.environment,
    channel: alert.channel,
    state: stateOf(alert),
  };
  const deskFeeds = decision.deskIds.map((deskId) => deskFeedName(deskId, alert.environment));
  const feeds = [alertFeedName(alert.id), ...deskFeeds];
  const isNew = version === 1;
  const step = typeof escalation === 'object' ? escalation : null;
  const coarseCell = position?.coarseCell ?? (isNew ? alert.coarseCell : null);
  try {
    const { rows } = await pool.query<SavedRow>({
      name: isNew ? 'insert-alert' : 'update-alert',
      text: isNew ? insertAlert : updateAlert,
      values: [
        JSON.stringify(columns(alert, coarseCell)),
        randomUUID(),
        kind,
        feeds,
        JSON.stringify(payload),
        actor.kind,
        actor.id,
        act.action,
        actor.requestId,
        JSON.stringify(act.facts ?? {}),
        press?.tenant ?? null,
        press?.idempotencyKey ?? null,
        press?.signature ?? null,
        step?.level ?? null,
        step?.afterSeconds ?? null,
        act.occurredAt ?? null,
        position?.sealed ?? null,
        act.sealedNote ?? null,
        ...(isNew
          ? []
          : [
              escalation !== 'KEEP',
              alert.personView.version,
              message?.author ?? null,
              message?.deskId ?? null,
              message?.idempotencyKey ?? null,
              message?.sealedText ?? null,
              act.callbackPhone !== undefined,
              act.callbackPhone?.sealed ?? null,
            ]),
      ],
    });
    const [saved] = rows;
    if (saved === undefined) return null;
    return { raisedAt: saved.raised_at, occurredAt: saved.occurred_at, closedAt: saved.closed_at };
  } catch (error) {
    // The same key, or another open alert of the person, arrived between looking and saving.
    if ((error as DatabaseError).code === '23505') return null;
    throw error;
  }
}
