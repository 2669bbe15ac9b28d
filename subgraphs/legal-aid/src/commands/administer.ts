import { appendAudit, type NewAuditEntry } from '@alert-button/platform/audit/append-audit.ts';
import { runSqlIn } from '@alert-button/platform/database/open-database.ts';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import { appendEvent } from '@alert-button/platform/event-log/append.ts';
import { permit, requireAdministrator } from '@alert-button/platform/policy.ts';
import type { Provider } from '../domain/provider.ts';
import { providerEvent, type ProviderEventKind } from '../events.ts';
import { policy } from '../policy.ts';
import type { Transaction } from '../store/database.ts';
import { findProvider, saveProvider } from '../store/provider-store.ts';
import { lockProvider } from '../store/slots.ts';
import { requireUuid } from './input.ts';
import type { Asking, Services } from './services.ts';

type AdministrationAct = keyof typeof policy;

/** What came of an act of administration. */
export interface AdministrationOutcome {
  readonly provider: Provider;
  /** Null: everything was that way already. */
  readonly event: ProviderEventKind | null;
  readonly facts?: NewAuditEntry['facts'];
}

/**
 * Runs an act of an administrator as one transaction with its event and its audit entry.
 *
 * @throws NotFoundError for everybody who is no administrator, and what the act itself throws.
 */
export async function administer(
  { database, announce }: Services,
  { viewer, requestId }: Asking,
  act: AdministrationAct,
  work: (transaction: Transaction) => Promise<AdministrationOutcome>,
): Promise<Provider> {
  const administrator = requireAdministrator(permit(policy, act, viewer));
  const { provider, event } = await database.transaction(async (transaction) => {
    const outcome = await work(transaction);
    const { id, version } = outcome.provider;
    if (outcome.event !== null) {
      await appendEvent(runSqlIn(transaction), providerEvent(outcome.event, id, version));
    }
    await appendAudit(transaction, {
      actorKind: 'OFFICER',
      actorId: administrator.officerId,
      action: act,
      subjectId: id,
      requestId,
      facts: { ...outcome.facts, outcome: outcome.event === null ? 'UNCHANGED' : 'DONE' },
    });
    return outcome;
  });
  if (event !== null) announce();
  return provider;
}

/** The provider to change; nobody else changes it before the transaction ends. @throws NotFoundError */
export async function requireProvider(
  transaction: Transaction,
  providerId: string,
): Promise<Provider> {
  const id = requireUuid('providerId', providerId);
  await lockProvider(transaction, id);
  const provider = await findProvider({ prisma: transaction }, id);
  if (provider === null) throw new NotFoundError('providerId');
  return provider;
}

/** Saves a provider under its next version. */
export async function changeProvider(
  transaction: Transaction,
  provider: Provider,
  change: Partial<Provider>,
): Promise<Provider> {
  const changed = { ...provider, ...change, version: provider.version + 1 };
  await saveProvider(transaction, changed);
  return changed;
}
