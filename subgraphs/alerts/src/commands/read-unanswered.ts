import { permit, requireOperator } from '@alert-button/platform/policy.ts';
import { policy } from '../policy.ts';
import { auditRead } from '../store/audit.ts';
import { findUnanswered, type UnansweredAlert } from '../store/unanswered.ts';
import { pageArguments, type PageInput } from './page.ts';
import type { Asking, Services } from './services.ts';
import { actorOf } from './visible-alert.ts';

export type { UnansweredAlert };

export interface UnansweredAlerts {
  readonly nodes: readonly UnansweredAlert[];
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}

/**
 * The live alerts of the whole country that nobody has answered, whose next step is due first on
 * top. For operators, whose desk most of them are not offered to: so it holds nothing that tells
 * who or exactly where, and the reading is recorded.
 */
export async function readUnansweredAlerts(
  services: Services,
  { viewer, requestId }: Asking,
  input: PageInput,
): Promise<UnansweredAlerts> {
  const operator = requireOperator(permit(policy, 'unansweredAlerts', viewer));
  const { first, offset } = pageArguments(input);
  const actor = actorOf(operator, requestId);
  await auditRead(services.database, actor, 'readUnansweredAlerts', operator.desk);
  const found = await findUnanswered(services.database, { first: first + 1, offset });
  const nodes = found.slice(0, first);
  return {
    nodes,
    hasNextPage: found.length > first,
    endCursor: nodes.length === 0 ? null : String(offset + nodes.length),
  };
}
