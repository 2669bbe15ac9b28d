import type { RequestContext } from '@alert-button/platform/builder.ts';
import { permit } from '@alert-button/platform/policy.ts';
import type { Desk } from '../domain/desk.ts';
import type { EscalationPolicy } from '../domain/escalation-policy.ts';
import { maySeeEscalationPolicy, policy } from '../policy.ts';

/** Whom a desk's alerts go on to; null for the default and for whoever may not know. */
export function readEscalationPolicy(
  { viewer }: RequestContext,
  { escalationPolicy }: Desk,
): EscalationPolicy | null {
  permit(policy, 'desk', viewer);
  return maySeeEscalationPolicy(viewer) ? escalationPolicy : null;
}
