import { createFollowerClient, type FollowerClient } from '@alert-button/sdk/follower';
import { WebSocket } from 'undici';

export interface GatewayOptions {
  readonly url: string;
  /** Whether the gateway is told whose request it is, which it believes to proxies of its own. */
  readonly forwardsAddress: boolean;
}

/**
 * The public door, as whoever stands at this address. Each page that is open has a client of its own,
 * since a socket carries only so many feeds.
 */
export type OpenGateway = (address: string) => FollowerClient;

export function createGateway({ url, forwardsAddress }: GatewayOptions): OpenGateway {
  if (!forwardsAddress) return () => createFollowerClient({ url });
  return (address) => {
    const headers = { 'x-forwarded-for': address };
    class Forwarding extends WebSocket {
      constructor(to: string | URL, protocols: string | string[] = []) {
        super(to, { protocols, headers });
      }
    }
    return createFollowerClient({
      url,
      fetch: (input, init) =>
        fetch(input, { ...init, headers: { ...(init?.headers as object), ...headers } }),
      WebSocket: Forwarding as unknown as typeof globalThis.WebSocket,
    });
  };
}
