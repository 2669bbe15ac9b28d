import type { EscalationPolicy } from './escalation-policy.ts';
import type { OutOfServiceReason } from './out-of-service.ts';

/** Names of the ids made from codes (UUID v5), so that an id is the same in every installation. */
export const deskNamespace = 'dd338635-49bb-4bbc-b830-d9f086f71fd4';

/** The same for additional desks: theirs is never the id of a desk that a release ships. */
export const additionalDeskNamespace = '0a560406-eed0-4587-81f2-1915b1ddaa0a';

/** Code of the desk of the call centre, which answers day and night. */
export const callCentreDeskCode = 'call-centre';

/** Code of the desk that answers for the whole country when nobody else does. */
export const nationalDeskCode = 'national';

interface DeskIdentity {
  readonly id: string;
  /** The consulate's code, `call-centre`, `national`, or what an administrator chose. */
  readonly code: string;
  readonly version: number;
  /**
   * Why it is out of service; null while it is in service. A consulate's own desk follows its
   * consulate; the call centre's and the national desk always are in service.
   */
  readonly outOfService: OutOfServiceReason | null;
  /** Null for the default. */
  readonly escalationPolicy: EscalationPolicy | null;
}

/**
 * Where alerts are answered. Only the desk of the kind CONSULATE is a consulate's own; an
 * additional desk may belong to one beside it.
 */
export type Desk = DeskIdentity &
  (
    | { readonly kind: 'CONSULATE'; readonly consulateId: string }
    | { readonly kind: 'CALL_CENTRE' | 'NATIONAL'; readonly consulateId: null }
    | { readonly kind: 'ADDITIONAL'; readonly consulateId: string | null }
  );

export type DeskKind = Desk['kind'];

/** The consulates' own desks by their consulates' ids. */
export function ownDesks(desks: readonly Desk[]): ReadonlyMap<string, Desk> {
  return new Map(
    desks.flatMap((desk) => (desk.kind === 'CONSULATE' ? [[desk.consulateId, desk]] : [])),
  );
}
