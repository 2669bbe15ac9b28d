import { isUuid } from '@alert-button/platform/uuid.ts';
import { InvalidInputError } from '@alert-button/platform/errors.ts';
import { permit } from '@alert-button/platform/policy.ts';
import type { Provider } from '../domain/provider.ts';
import { policy } from '../policy.ts';
import { findProvider, listProviders } from '../store/provider-store.ts';
import { countHeld } from '../store/slots.ts';
import { largestPage, type Page, type PageInput } from './input.ts';
import type { Asking, Services } from './services.ts';

/**
 * Who helps with the law, in the order in which they were registered. For officers.
 *
 * @throws InvalidInputError
 */
export async function readProviders(
  { database }: Services,
  { viewer }: Asking,
  { first, ...input }: PageInput,
): Promise<Page<Provider>> {
  permit(policy, 'legalAidProviders', viewer);
  const after = input.after?.toLowerCase() ?? null;
  const issues = [];
  if (first < 0 || first > largestPage) {
    issues.push({ path: 'first', message: `must be from 0 to ${largestPage}` });
  }
  if (after !== null && !isUuid(after)) {
    issues.push({ path: 'after', message: 'is not a cursor of this list' });
  }
  if (issues.length > 0) throw new InvalidInputError(issues);
  const found = await listProviders(database, { first: first + 1, after });
  const nodes = found.slice(0, first);
  return { nodes, hasNextPage: found.length > first, endCursor: nodes.at(-1)?.id ?? null };
}

/** One of them, or null. For officers. */
export async function readProvider(
  { database }: Services,
  { viewer }: Asking,
  id: string,
): Promise<Provider | null> {
  permit(policy, 'legalAidProvider', viewer);
  return isUuid(id) ? findProvider(database, id.toLowerCase()) : null;
}

/** How many matters a provider has now; for officers, null for everybody else. */
export async function readHeldCount(
  { database }: Services,
  { viewer }: Asking,
  provider: Provider,
): Promise<number | null> {
  return viewer.kind === 'OFFICER' ? countHeld(database, provider.id) : null;
}
