import type { RequestContext } from '@alert-button/platform/builder.ts';
import { appendEvent } from '@alert-button/platform/event-log/append.ts';
import { permit, requireAdministrator } from '@alert-button/platform/policy.ts';
import type { Administrator } from '@alert-button/platform/viewer.ts';
import { administrationEvent, type AdministrationEventKind } from '../events.ts';
import { policy } from '../policy.ts';
import { appendAudit, type NewAuditEntry } from '@alert-button/platform/audit/append-audit.ts';
import { databaseNow, runSqlIn } from '@alert-button/platform/database/open-database.ts';
import type { Database, Transaction } from '../store/database.ts';

export interface AdministrationNeeds {
  readonly database: Database;
  /** Called after COMMIT when there is a new event. */
  readonly announce: () => void;
}

export interface AdministrationContext {
  readonly transaction: Transaction;
  readonly administrator: Administrator;
  /** By the database's clock. */
  readonly now: Date;
}

/** What came of an act: the answer, and what is told and recorded of it. */
export interface AdministrationOutcome<Result> {
  readonly result: Result;
  readonly subjectId: string;
  /** Null: everything was that way already. */
  readonly event: { readonly kind: AdministrationEventKind; readonly version: number } | null;
  readonly facts?: NewAuditEntry['facts'];
}

type AdministrationAct = keyof typeof policy;

/** Runs acts of administrators, each as one transaction with its event and its audit entry. */
export type Administer = <Result>(
  request: RequestContext,
  act: AdministrationAct,
  work: (context: AdministrationContext) => Promise<AdministrationOutcome<Result>>,
) => Promise<Result>;

/** @throws NotFoundError for everybody who is no administrator, and what the act itself throws. */
export function createAdminister({ database, announce }: AdministrationNeeds): Administer {
  return async (request, act, work) => {
    const administrator = requireAdministrator(permit(policy, act, request.viewer));
    const { result, event } = await database.transaction(async (transaction) => {
      const now = await databaseNow(transaction);
      const outcome = await work({ transaction, administrator, now });
      const { subjectId, event, facts } = outcome;
      if (event !== null) {
        const { kind, version } = event;
        await appendEvent(runSqlIn(transaction), administrationEvent(kind, subjectId, version));
      }
      await appendAudit(transaction, {
        actorKind: 'OFFICER',
        actorId: administrator.officerId,
        action: act,
        subjectId,
        requestId: request.requestId,
        facts: { ...facts, outcome: event === null ? 'UNCHANGED' : 'DONE' },
      });
      return outcome;
    });
    if (event !== null) announce();
    return result;
  };
}
