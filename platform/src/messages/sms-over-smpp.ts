import { once } from 'node:events';
import smpp, { type Pdu, type Session } from 'smpp';
import type { ChannelOf, Delivery } from './channel.ts';
import { smsSize } from './gsm7.ts';
import { smsText } from './sms-over-http.ts';

export interface SmsOverSmpp {
  /** `ssmpp://system-id:password@host:port`; `smpp://` is without TLS. */
  readonly url: string;
  /** The number or name that it comes from. */
  readonly from: string;
}

const enquireEveryMilliseconds = 15_000;
/** Type of number and numbering plan of E.164 (SMPP 3.4, 5.2.5 and 5.2.6). */
const international = 1;
const isdn = 1;

/** Statuses about this number and this text; all others are about the centre. */
const refusing: ReadonlySet<number> = new Set([
  0x0a, // ESME_RINVSRCADR
  0x0b, // ESME_RINVDSTADR
  0x01, // ESME_RINVMSGLEN
]);

/**
 * Text messages to a message centre (SMPP 3.4), over one connection that is made when needed and
 * again when it is lost. A text that takes more than one segment goes as `message_payload`, for the
 * centre to cut.
 */
export function createSmsOverSmpp({ url, from }: SmsOverSmpp): ChannelOf<'SMS'> & Disposable {
  let opening: Promise<Session> | null = null;

  function opened(signal: AbortSignal): Promise<Session> {
    opening ??= bind(url, signal).then(
      (session) => {
        session.once('close', () => (opening = null));
        return session;
      },
      (error: unknown) => {
        opening = null;
        throw error;
      },
    );
    return opening;
  }

  return {
    kind: 'SMS',
    async send({ phone }, { text, link }, signal) {
      try {
        const session = await opened(signal);
        return judge(await submit(session, signal, from, phone, smsText(text, link)));
      } catch (error) {
        const reason = error instanceof SmppError ? error.message : 'CONNECTION';
        return { kind: 'FAILED', reason: signal.aborted ? 'TIMEOUT' : reason };
      }
    },
    [Symbol.dispose]() {
      void opening?.then(
        (session) => session.destroy(),
        () => undefined,
      );
    },
  };
}

/** Its message is a reason code. */
class SmppError extends Error {}

async function bind(address: string, signal: AbortSignal): Promise<Session> {
  const { username, password, protocol, host } = new URL(address);
  const session = smpp.connect({
    url: `${protocol}//${host}`,
    auto_enquire_link_period: enquireEveryMilliseconds,
  });
  // Reported to whoever waits; without a listener it would end the process.
  session.on('error', () => undefined);
  try {
    await once(session, protocol === 'ssmpp:' ? 'secureConnect' : 'connect', { signal });
    const bound = await answered(session, signal, (answer) =>
      session.bind_transceiver(
        { system_id: decodeURIComponent(username), password: decodeURIComponent(password) },
        answer,
      ),
    );
    if (bound.command_status !== 0) throw new SmppError('BIND');
    return session;
  } catch (error) {
    session.destroy();
    throw error;
  }
}

function submit(
  session: Session,
  signal: AbortSignal,
  from: string,
  phone: string,
  text: string,
): Promise<Pdu> {
  const words = smsSize(text).segments === 1 ? { short_message: text } : { message_payload: text };
  return answered(session, signal, (answer) =>
    session.submit_sm(
      {
        source_addr: from,
        destination_addr: phone.replace(/^\+/, ''),
        dest_addr_ton: international,
        dest_addr_npi: isdn,
        ...words,
      },
      answer,
    ),
  );
}

/** Waits for the answer to one request, no longer than the connection and the signal last. */
function answered(
  session: Session,
  signal: AbortSignal,
  ask: (answer: (pdu: Pdu) => void) => boolean,
): Promise<Pdu> {
  return new Promise((resolve, reject) => {
    const lost = () => reject(new SmppError('CLOSED'));
    const aborted = () => reject(new SmppError('TIMEOUT'));
    session.once('close', lost);
    signal.addEventListener('abort', aborted, { once: true });
    ask((pdu) => {
      session.off('close', lost);
      signal.removeEventListener('abort', aborted);
      resolve(pdu);
    });
  });
}

function judge({ command_status: status }: Pdu): Delivery {
  if (status === 0) return { kind: 'ACCEPTED' };
  const reason = `SMPP_${status}`;
  return { kind: refusing.has(status) ? 'REFUSED' : 'FAILED', reason };
}
