import type { Principal } from './auth/credential.ts';

/** What travels with an operation inside the gateway; never a header of the client's. */
export interface OperationContext {
  readonly principal: Principal;
  readonly requestId: string;
}

/** An operation as a client sends it. */
export interface OperationParams {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}
