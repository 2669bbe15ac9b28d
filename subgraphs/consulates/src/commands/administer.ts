import type { RequestContext } from '@alert-button/platform/builder.ts';
import type { Officer, Viewer } from '@alert-button/platform/viewer.ts';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import { permit, requireAdministrator } from '@alert-button/platform/policy.ts';
import { policy } from '../policy.ts';
import { appendAudit, type NewAuditEntry } from '@alert-button/platform/audit/append-audit.ts';
import { databaseNow } from '@alert-button/platform/database/open-database.ts';
import type { Database, Transaction } from '../store/database.ts';
import { lockDirectory } from '../store/reference-load.ts';
import { readDirectory, type DirectoryCopy } from '../store/stored-directory.ts';
import { buildDirectory, type Directory } from '../domain/directory.ts';

export interface AdministrationNeeds {
  readonly database: Database;
  readonly directory: DirectoryCopy;
  /** Called after COMMIT when there is a new event. */
  readonly announce: () => void;
}

export interface AdministrationContext {
  /** Who acts. */
  readonly officer: Officer;
  readonly transaction: Transaction;
  /** As it is stored; nobody else changes it before the transaction ends. */
  readonly stored: Directory;
  /** By the database's clock. */
  readonly now: Date;
}

/** What came of an act: the answer, and what is recorded of it. Its events it appends itself. */
export interface AdministrationOutcome<Result> {
  readonly result: Result;
  readonly subjectId: string;
  /** `UNCHANGED`: everything was that way already. */
  readonly outcome: 'DONE' | 'UNCHANGED' | 'READ';
  readonly facts?: NewAuditEntry['facts'];
}

type AdministrationAct = keyof typeof policy;

/** Runs acts of officers, each as one transaction with its events and its audit entry. */
export type Administer = <Result>(
  request: RequestContext,
  act: AdministrationAct,
  work: (context: AdministrationContext) => Promise<AdministrationOutcome<Result>>,
) => Promise<Result>;

/** @throws NotFoundError for everybody who is no administrator, and what the act itself throws. */
export function createAdminister(needs: AdministrationNeeds): Administer {
  return createActs(needs, requireAdministrator);
}

/** For acts that officers do among themselves: whether this one may, the act itself asks. */
export function createArrange(needs: AdministrationNeeds): Administer {
  return createActs(needs, (officer) => officer);
}

function createActs(
  needs: AdministrationNeeds,
  authorise: (officer: Officer) => Officer,
): Administer {
  const { database, directory, announce } = needs;
  return async (request, act, work) => {
    const officer = authorise(officerOf(act, request.viewer));
    const { result, outcome } = await database.transaction(async (transaction) => {
      await lockDirectory(transaction);
      const stored = buildDirectory(await readDirectory(transaction)) ?? directory.current();
      const now = await databaseNow(transaction);
      const done = await work({ officer, transaction, stored, now });
      await appendAudit(transaction, {
        actorKind: 'OFFICER',
        actorId: officer.officerId,
        action: act,
        subjectId: done.subjectId,
        requestId: request.requestId,
        facts: { ...done.facts, outcome: done.outcome },
      });
      return done;
    });
    if (outcome === 'DONE') {
      announce();
      // It is done whatever comes of this; whoever follows the log reloads too.
      await directory.reload().catch(() => undefined);
    }
    return result;
  };
}

/** The catalogue also names what everybody may read; what is done here, officers do. */
function officerOf(act: AdministrationAct, viewer: Viewer): Officer {
  const permitted = permit(policy, act, viewer);
  if (permitted.kind !== 'OFFICER') throw new NotFoundError('That');
  return permitted;
}
