/** The part of `oidc-provider` used here; the package carries no types. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  interface ClientToken {
    readonly clientId: string;
  }

  export class Provider {
    constructor(issuer: string, configuration: Readonly<Record<string, unknown>>);
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
    on(event: 'server_error', listener: (context: unknown, error: Error) => void): this;
  }

  export const errors: { readonly InvalidTarget: new () => Error };

  export type ExtraTokenClaims = (
    context: unknown,
    token: ClientToken,
  ) => Readonly<Record<string, string>> | undefined;
}
