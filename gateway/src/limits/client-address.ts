import type { IncomingMessage } from 'node:http';
import { BlockList, isIP, isIPv6 } from 'node:net';

/** Who an address belongs to, for counting: of IPv6 the network of 64 bits that one customer gets. */
export type ClientAddress = (request: IncomingMessage) => string;

/** A proxy that is neither an address nor a network. */
export class ProxyAddressError extends Error {
  override readonly name = 'ProxyAddressError';
}

const familyOf = (address: string) => (isIPv6(address) ? 'ipv6' : 'ipv4');

/** IPv4 that came over an IPv6 socket is IPv4. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

function listOf(proxies: readonly string[]): BlockList {
  const list = new BlockList();
  for (const proxy of proxies) {
    const [network = '', bits] = proxy.split('/');
    try {
      if (isIP(network) === 0) throw new Error('Not an address');
      if (bits === undefined) list.addAddress(network, familyOf(network));
      else list.addSubnet(network, Number(bits), familyOf(network));
    } catch (cause) {
      throw new ProxyAddressError('A trusted proxy is an address or a network', { cause });
    }
  }
  return list;
}

/** The first four groups of an IPv6 address; `::` stands for as many zeros as are missing. */
function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::');
  const groups = (text: string) => text.split(':').filter((group) => group !== '');
  const first = groups(head);
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - first.length - groups(tail).length);
  const all = [...first, ...Array<string>(zeros).fill('0'), ...groups(tail ?? '')];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

/**
 * Tells addresses by the line itself, and by `X-Forwarded-For` as far as proxies of ours wrote it:
 * read from its end, the first address that is no proxy of ours. What stands before that the client
 * may have made up.
 *
 * @param trustedProxies addresses and networks, separated by commas.
 * @throws ProxyAddressError
 */
export function createClientAddress(trustedProxies: string): ClientAddress {
  const proxies = listOf(trustedProxies.split(',').flatMap((text) => text.trim() || []));
  const isProxy = (address: string) => proxies.check(address, familyOf(address));
  return ({ socket, headers }) => {
    const line = plain(socket.remoteAddress ?? '');
    const forwarded = String(headers['x-forwarded-for'] ?? '').split(',');
    let address = line;
    while (isIP(address) !== 0 && isProxy(address)) {
      const before = plain(forwarded.pop()?.trim() ?? '');
      if (isIP(before) === 0) break;
      address = before;
    }
    return networkOf(address);
  };
}
