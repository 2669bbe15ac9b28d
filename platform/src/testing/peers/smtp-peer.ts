import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** What a mail server does with the next message; the default takes it. */
export type SmtpConduct =
  | 'TAKE'
  /** Takes it, after two seconds. */
  | 'SLOW'
  | 'NO_SUCH_MAILBOX'
  | 'TRY_LATER'
  | 'HANG'
  | 'CUT_OFF'
  | 'LIE';

export interface ReceivedMail {
  readonly to: string;
  /** Headers and text, as they came over the wire. */
  readonly raw: string;
}

export interface SmtpPeer extends AsyncDisposable {
  readonly url: string;
  readonly mails: ReceivedMail[];
  conduct: SmtpConduct;
}

const slowMilliseconds = 2_000;

/** A real SMTP server on this machine, for tests of what sends e-mail. */
export async function startSmtpPeer(): Promise<SmtpPeer> {
  const mails: ReceivedMail[] = [];
  const answer = (code: number) => Object.assign(new Error('No.'), { responseCode: code });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo(_address, _session, done) {
      switch (peer.conduct) {
        case 'NO_SUCH_MAILBOX':
          return done(answer(550));
        case 'TRY_LATER':
          return done(answer(451));
        case 'HANG':
          return undefined;
        case 'SLOW':
          setTimeout(done, slowMilliseconds);
          return undefined;
        case 'CUT_OFF':
          return cutOff();
        case 'LIE':
          for (const socket of sockets) socket.write('HTTP/1.1 200 OK\r\n\r\n');
          return undefined;
        default:
          return done();
      }
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString();
        for (const { address } of session.envelope.rcptTo) mails.push({ to: address, raw });
        done();
      });
    },
  });
  server.on('error', () => undefined);
  const sockets = new Set<Socket>();
  const cutOff = () => {
    for (const socket of sockets) socket.destroy();
  };
  const listener = server.listen(0, '127.0.0.1');
  listener.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  if (!listener.listening) await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  const peer: SmtpPeer = {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    conduct: 'TAKE',
    async [Symbol.asyncDispose]() {
      cutOff();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return peer;
}
