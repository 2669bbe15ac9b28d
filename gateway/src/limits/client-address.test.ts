import type { IncomingMessage } from 'node:http';
import { expect, test } from '@jest/globals';
import { createClientAddress, ProxyAddressError } from './client-address.ts';

const request = (remoteAddress: string, forwarded?: string) =>
  ({
    socket: { remoteAddress },
    headers: { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage;

test.each([
  ['nobody is trusted', '', '192.0.2.1', '10.0.0.1', '192.0.2.1'],
  ['the line is no proxy of ours', '10.0.0.0/8', '192.0.2.1', '198.51.100.7', '192.0.2.1'],
  ['a proxy of ours wrote it', '10.0.0.0/8', '10.1.1.1', '198.51.100.7', '198.51.100.7'],
  [
    'the client wrote before it',
    '10.0.0.0/8',
    '10.1.1.1',
    '203.0.113.9, 198.51.100.7',
    '198.51.100.7',
  ],
  [
    'two proxies of ours',
    '10.0.0.0/8, 172.16.0.1',
    '10.1.1.1',
    '198.51.100.7, 172.16.0.1',
    '198.51.100.7',
  ],
  ['all of them are ours', '10.0.0.0/8', '10.1.1.1', '10.2.2.2', '10.2.2.2'],
  ['it holds no address', '10.0.0.0/8', '10.1.1.1', 'unknown', '10.1.1.1'],
  ['it is missing', '10.0.0.0/8', '10.1.1.1', undefined, '10.1.1.1'],
  ['IPv4 comes over IPv6', '10.0.0.0/8', '::ffff:10.1.1.1', '198.51.100.7', '198.51.100.7'],
  ['IPv6 is its network', '', '2001:db8:1:2:3:4:5:6', undefined, '2001:db8:1:2::/64'],
  ['the network holds zeros', '', '2001:0db8::6', undefined, '2001:db8:0:0::/64'],
  ['this machine', '', '::1', undefined, '0:0:0:0::/64'],
  ['a proxy has IPv6', 'fd00::/8', 'fd00::1', '2001:db8:9::1', '2001:db8:9:0::/64'],
])('when %s', (_name, proxies, line, forwarded, expected) => {
  expect(createClientAddress(proxies)(request(line, forwarded))).toBe(expected);
});

test.each(['proxy.example', '10.0.0.0/33', '10.0.0'])('%s is no proxy', (proxies) => {
  expect(() => createClientAddress(proxies)).toThrow(ProxyAddressError);
});
