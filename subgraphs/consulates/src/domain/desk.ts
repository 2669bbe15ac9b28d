/** Names of the ids made from codes (UUID v5), so that an id is the same in every installation. */
export const deskNamespace = 'dd338635-49bb-4bbc-b830-d9f086f71fd4';

/** Code of the desk of the call centre, which answers day and night. */
export const callCentreDeskCode = 'call-centre';

/** Code of the desk that answers for the whole country when nobody else does. */
export const nationalDeskCode = 'national';

interface DeskIdentity {
  readonly id: string;
  /** The consulate's code, `call-centre` or `national`. */
  readonly code: string;
  readonly version: number;
  /** Follows its consulate; the call centre's and the national desk always are. */
  readonly isInService: boolean;
}

/** Where alerts are answered. */
export type Desk = DeskIdentity &
  (
    | { readonly kind: 'CONSULATE'; readonly consulateId: string }
    | { readonly kind: 'CALL_CENTRE' | 'NATIONAL'; readonly consulateId: null }
  );

export type DeskKind = Desk['kind'];
