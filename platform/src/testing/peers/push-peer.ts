import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';
import type { Address } from '../../messages/channel.ts';
import { startHttpPeer, type HttpPeer } from './http-peer.ts';

export interface PushPeer extends HttpPeer {
  /** Where one browser is reached. */
  readonly address: Extract<Address, { kind: 'WEB_PUSH' }>;
  /** Opens what was pushed, as that browser would. */
  read(body: Buffer): unknown;
}

/** A push service with one browser behind it, which holds the keys (RFC 8291, RFC 8188). */
export async function startPushPeer(): Promise<PushPeer> {
  const http = await startHttpPeer();
  const browser = createECDH('prime256v1');
  const publicKey = browser.generateKeys();
  const auth = randomBytes(16);

  function read(body: Buffer): unknown {
    const salt = body.subarray(0, 16);
    const keyEnd = 21 + (body[20] ?? 0);
    const sender = body.subarray(21, keyEnd);
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), publicKey, sender]);
    const secret = derive(browser.computeSecret(sender), auth, info, 32);
    const key = derive(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
    const nonce = derive(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
    const cipher = createDecipheriv('aes-128-gcm', key, nonce);
    cipher.setAuthTag(body.subarray(-16));
    const plain = Buffer.concat([cipher.update(body.subarray(keyEnd, -16)), cipher.final()]);
    // The last record ends with the delimiter 2 and zeros.
    return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString());
  }

  return Object.assign(http, {
    address: {
      kind: 'WEB_PUSH',
      endpoint: `${http.url}/push/one-browser`,
      p256dh: publicKey.toString('base64url'),
      auth: auth.toString('base64url'),
    } as const,
    read,
  });
}

const derive = (key: Buffer, salt: Buffer, info: Buffer, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', key, salt, info, length));
