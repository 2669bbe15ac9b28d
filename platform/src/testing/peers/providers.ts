import { createECDH } from 'node:crypto';
import { startHttpPeer, type HttpPeer } from './http-peer.ts';
import { startPushPeer, type PushPeer } from './push-peer.ts';
import { startSmscPeer, type SmscPeer } from './smsc-peer.ts';
import { startSmtpPeer, type SmtpPeer } from './smtp-peer.ts';

/** What people sends by, each a real server of its kind on this machine. */
export interface Providers extends AsyncDisposable {
  readonly mail: SmtpPeer;
  readonly push: PushPeer;
  readonly sms: HttpPeer;
  /** In its place, where text messages go by SMPP. */
  readonly messageCentre: SmscPeer;
  /** The variables of the service that sends by them. */
  readonly environment: Readonly<Record<string, string>>;
  /** What reached a mailbox, decoded. */
  readonly mailsTo: (address: string) => readonly string[];
  readonly pushed: () => readonly { readonly text?: string; readonly link?: string }[];
  readonly textsTo: (phone: string) => readonly { readonly text: string; readonly id: string }[];
}

/** The variables of a service that sends push messages. */
export function vapidEnvironment() {
  const vapid = createECDH('prime256v1');
  vapid.generateKeys();
  return {
    VAPID_SUBJECT: 'mailto:avisos@example.test',
    VAPID_PUBLIC_KEY: vapid.getPublicKey('base64url'),
    VAPID_PRIVATE_KEY: vapid.getPrivateKey('base64url'),
  };
}

export async function startProviders(textsBy: 'HTTP' | 'SMPP' = 'HTTP'): Promise<Providers> {
  await using opening = new AsyncDisposableStack();
  const mail = opening.use(await startSmtpPeer());
  const push = opening.use(await startPushPeer());
  const sms = opening.use(await startHttpPeer());
  const messageCentre = opening.use(await startSmscPeer());
  const closing = opening.move();
  return {
    mail,
    push,
    sms,
    messageCentre,
    environment: {
      MESSAGES_TO_THIS_MACHINE: 'on',
      SMTP_URL: mail.url,
      SMTP_FROM: 'avisos@example.test',
      ...vapidEnvironment(),
      ...(textsBy === 'SMPP'
        ? { SMPP_URL: messageCentre.url }
        : { SMS_URL: sms.url, SMS_TOKEN: 'a-token-of-the-provider' }),
      SMS_FROM: '+15550100',
    },
    mailsTo: (address) =>
      mail.mails.filter(({ to }) => to === address).map(({ raw }) => decoded(raw)),
    pushed: () => push.posts.map(({ body }) => push.read(body) as { text?: string; link?: string }),
    textsTo: (phone) =>
      sms.posts
        .map(({ body }) => JSON.parse(body.toString()) as { to: string; text: string; id: string })
        .filter(({ to }) => to === phone),
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

/** Headers as they came, and the text behind quoted-printable or base64. */
function decoded(raw: string): string {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  if (/^content-transfer-encoding: base64/im.test(head)) {
    return `${head}\n\n${Buffer.from(body, 'base64').toString()}`;
  }
  if (!/^content-transfer-encoding: quoted-printable/im.test(head)) return raw;
  const bytes = body
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_all, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  return `${head}\n\n${Buffer.from(bytes, 'latin1').toString()}`;
}
