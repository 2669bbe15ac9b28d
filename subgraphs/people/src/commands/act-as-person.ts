import type { RequestContext } from '@alert-button/platform/builder.ts';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import { appendEvent } from '@alert-button/platform/event-log/append.ts';
import type { Person as PersonViewer } from '@alert-button/platform/viewer.ts';
import type { Person } from '../domain/person.ts';
import { personEvent, type PersonEventKind } from '../events.ts';
import { appendAudit } from '@alert-button/platform/audit/append-audit.ts';
import { runSqlIn } from '@alert-button/platform/database/open-database.ts';
import type { Database, Transaction } from '../store/database.ts';
import { hasDeviceInUse } from '../store/device-store.ts';
import type { PersonKeys } from '../store/person-keys.ts';
import { lockPerson, savePerson } from '../store/person-store.ts';

export interface PersonNeeds {
  readonly database: Database;
  readonly personKeys: PersonKeys;
  /** Called after COMMIT when there is a new event. */
  readonly announce: () => void;
}

/** What an act did, for the log and the audit trail, and what it answers. */
export interface ActOutcome<T> {
  /** Null: nothing changed. */
  readonly event: PersonEventKind | null;
  /** Nothing about the person; what other subgraphs need to act on it. */
  readonly payload?: Readonly<Record<string, string | null>>;
  /** For the audit trail; nothing personal. */
  readonly facts?: Readonly<Record<string, string | number | boolean>>;
  readonly person?: Partial<Pick<Person, 'homeConsulate' | 'languages'>>;
  /** Read in the transaction, after everything is stored. */
  readonly answer: () => T | Promise<T>;
}

/**
 * One act of a person on what is theirs: state, event and audit entry in one transaction, one act
 * of the same person after the other. A device that was revoked is nobody, also in the moment in
 * which the gateway does not know it yet.
 *
 * @param lockFirst what is locked before the person, where an enrolment locks it first too.
 * @throws NotFoundError for a person or a device that is not there any more, and what `work` throws.
 */
export async function actAsPerson<T>(
  { database, announce }: Pick<PersonNeeds, 'database' | 'announce'>,
  { viewer, requestId }: RequestContext & { readonly viewer: PersonViewer },
  action: string,
  work: (transaction: Transaction, person: Person) => Promise<ActOutcome<T>>,
  lockFirst?: (transaction: Transaction) => Promise<unknown>,
): Promise<T> {
  const { answer, hasEvent } = await database.transaction(async (transaction) => {
    await lockFirst?.(transaction);
    const known = await lockPerson(transaction, viewer.personId);
    if (!(await hasDeviceInUse(transaction, known.id, viewer.deviceKey))) {
      throw new NotFoundError('That');
    }
    const outcome = await work(transaction, known);
    if (outcome.event !== null) {
      const person = { ...known, ...outcome.person, version: known.version + 1 };
      await savePerson(transaction, person);
      const event = personEvent(outcome.event, person, outcome.payload);
      await appendEvent(runSqlIn(transaction), event);
    }
    await appendAudit(transaction, {
      actorKind: 'PERSON',
      actorId: known.id,
      action,
      subjectId: known.id,
      requestId,
      facts: outcome.facts ?? {},
    });
    return { answer: await outcome.answer(), hasEvent: outcome.event !== null };
  });
  if (hasEvent) announce();
  return answer;
}
