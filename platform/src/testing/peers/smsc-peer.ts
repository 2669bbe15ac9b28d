import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import smpp, { type Pdu, type Session } from 'smpp';

/** What a message centre does with the next text; the default takes it. */
export type SmscConduct =
  | 'TAKE'
  /** Takes it, after two seconds. */
  | 'SLOW'
  | 'NO_SUCH_NUMBER'
  | 'THROTTLE'
  | 'HANG'
  | 'CUT_OFF'
  | 'LIE';

export interface ReceivedSms {
  readonly to: string;
  readonly text: string;
  readonly dataCoding: number | undefined;
}

export interface SmscPeer extends AsyncDisposable {
  readonly url: string;
  readonly sessions: ReadonlySet<Session>;
  readonly texts: ReceivedSms[];
  conduct: SmscConduct;
}

const slowMilliseconds = 2_000;

/** A message centre on this machine (SMPP 3.4). */
export async function startSmscPeer(): Promise<SmscPeer> {
  const texts: ReceivedSms[] = [];
  const sessions = new Set<Session>();
  const take = (session: Session, pdu: Pdu) => {
    texts.push({ to: pdu.destination_addr ?? '', text: textOf(pdu), dataCoding: pdu.data_coding });
    session.send(pdu.response({ message_id: String(texts.length) }));
  };
  const server = smpp.createServer((session) => {
    sessions.add(session);
    session.on('error', () => undefined);
    session.once('close', () => sessions.delete(session));
    session.on('bind_transmitter', (pdu: Pdu) => {
      const isKnown = pdu.system_id === 'button' && pdu.password === 'secret';
      session.send(pdu.response(isKnown ? {} : { command_status: smpp.ESME_RBINDFAIL }));
    });
    session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()));
    session.on('submit_sm', (pdu: Pdu) => {
      switch (peer.conduct) {
        case 'HANG':
          return;
        case 'CUT_OFF':
          session.destroy();
          return;
        case 'LIE':
          session.socket.write('HTTP/1.1 200 OK\r\n\r\n');
          return;
        case 'THROTTLE':
          session.send(pdu.response({ command_status: smpp.ESME_RTHROTTLED }));
          return;
        case 'NO_SUCH_NUMBER':
          session.send(pdu.response({ command_status: smpp.ESME_RINVDSTADR }));
          return;
        case 'TAKE':
          take(session, pdu);
          return;
        case 'SLOW':
          setTimeout(() => take(session, pdu), slowMilliseconds);
          return;
        default:
          peer.conduct satisfies never;
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const peer: SmscPeer = {
    url: `smpp://button:secret@127.0.0.1:${port}`,
    sessions,
    texts,
    conduct: 'TAKE',
    async [Symbol.asyncDispose]() {
      for (const session of sessions) session.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return peer;
}

function textOf({ short_message: short, message_payload: payload }: Pdu): string {
  const text = short?.message ?? '';
  return String(text.length > 0 ? text : (payload?.message ?? ''));
}
