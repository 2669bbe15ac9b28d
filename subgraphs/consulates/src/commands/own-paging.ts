import { appendAudit, type NewAuditEntry } from '@alert-button/platform/audit/append-audit.ts';
import type { RequestContext } from '@alert-button/platform/builder.ts';
import type { Sealer } from '@alert-button/platform/keys.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { policy } from '../policy.ts';
import type { Database, Transaction } from '../store/database.ts';

/** What officers' own channels need. */
export interface PagingNeeds {
  readonly database: Database;
  readonly sealer: Sealer;
  /** Called after COMMIT when there is something to send. */
  readonly send: () => void;
}

export interface OwnPagingContext {
  readonly officerId: string;
  readonly transaction: Transaction;
}

export interface OwnPagingOutcome<Result> {
  readonly result: Result;
  readonly subjectId: string;
  readonly outcome: 'DONE' | 'UNCHANGED';
  /** Never an address. */
  readonly facts?: NewAuditEntry['facts'];
}

type OwnPagingAct =
  | 'addOfficerChannel'
  | 'removeOfficerChannel'
  | 'sendTestPage'
  | 'setOfficerChannelOrder'
  | 'setPageLanguage'
  | 'setShiftChannels';

/** An officer, as the one whose paging it is. */
export interface PagedOfficer {
  readonly officerId: string;
}

/** Runs an act of an officer on how they themselves are reached, with its audit entry. */
export type ArrangeOwnPaging = <Result>(
  request: RequestContext,
  act: OwnPagingAct,
  work: (context: OwnPagingContext) => Promise<OwnPagingOutcome<Result>>,
) => Promise<Result>;

/** No event: nobody else needs to hear of it, and the pager reads what stands when it pages. */
export function createArrangeOwnPaging({ database }: PagingNeeds): ArrangeOwnPaging {
  return async (request, act, work) => {
    const { officerId } = permit(policy, act, request.viewer);
    return database.transaction(async (transaction) => {
      // One act at a time of each officer: their number and order are decided on what is there.
      await transaction.$executeRawUnsafe(
        `select pg_advisory_xact_lock(hashtextextended('officer-channels:' || $1, 0))`,
        officerId,
      );
      const done = await work({ officerId, transaction });
      await appendAudit(transaction, {
        actorKind: 'OFFICER',
        actorId: officerId,
        action: act,
        subjectId: done.subjectId,
        requestId: request.requestId,
        facts: { ...done.facts, outcome: done.outcome },
      });
      return done.result;
    });
  };
}
