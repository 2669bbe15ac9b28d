import { once } from 'node:events';
import { isIP } from 'node:net';
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
/** How long a line that is given up may still bring answers. */
const hangUpMilliseconds = 15_000;
/** Types of number and numbering plan (SMPP 3.4, 5.2.5 and 5.2.6). */
const international = 1;
const alphanumeric = 5;
const isdn = 1;
/** Data codings (5.2.19): the centre's own alphabet, which is that of GSM, and UCS-2. */
const codings = { GSM_7: 0, UCS_2: 8 } as const;

/** Statuses about this number and this text; all others are about the centre, or about us. */
const refusing: ReadonlySet<number> = new Set([
  0x01, // ESME_RINVMSGLEN
  0x0b, // ESME_RINVDSTADR
]);

/**
 * Text messages to a message centre (SMPP 3.4), over one connection that is made when needed and
 * again when it is lost. A text that takes more than one segment goes as `message_payload`, for the
 * centre to cut.
 */
export function createSmsOverSmpp({ url, from }: SmsOverSmpp): ChannelOf<'SMS'> & Disposable {
  let line: Promise<Session> | null = null;

  function opened(signal: AbortSignal): Promise<Session> {
    if (line !== null) return line;
    const opening = bind(url, signal);
    const forget = () => {
      if (line === opening) line = null;
    };
    opening.then((session) => session.once('close', forget), forget);
    line = opening;
    return opening;
  }

  /** The next message calls anew; answers to what others have sent may still come. */
  function hangUp(opening: Promise<Session>): void {
    if (line === opening) line = null;
    opening.then(
      (session) => {
        session.close();
        setTimeout(() => session.destroy(), hangUpMilliseconds).unref();
      },
      () => undefined,
    );
  }

  return {
    kind: 'SMS',
    async send({ phone }, { text, link }, signal) {
      const opening = opened(signal);
      try {
        return judge(await submit(await opening, signal, from, phone, smsText(text, link)));
      } catch (error) {
        // A centre that does not answer may be gone without a word: its socket would not tell.
        if (signal.aborted) hangUp(opening);
        const reason = error instanceof SmppError ? error.message : 'CONNECTION';
        return { kind: 'FAILED', reason: signal.aborted ? 'TIMEOUT' : reason };
      }
    },
    [Symbol.dispose]() {
      void line?.then(
        (session) => session.destroy(),
        () => undefined,
      );
    },
  };
}

/** Its message is a reason code. */
class SmppError extends Error {}

async function bind(address: string, signal: AbortSignal): Promise<Session> {
  const { username, password, protocol, host, hostname } = new URL(address);
  const session = smpp.connect({
    url: `${protocol}//${host}`,
    auto_enquire_link_period: enquireEveryMilliseconds,
    ...(isIP(hostname) === 0 ? { servername: hostname } : {}),
  });
  // After something that is no PDU nothing more is understood. Whoever waits is told by the close.
  session.on('error', () => session.destroy());
  session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()));
  session.on('unbind', (pdu: Pdu) => {
    session.send(pdu.response());
    session.close();
  });
  try {
    await once(session, protocol === 'ssmpp:' ? 'secureConnect' : 'connect', { signal });
    const bound = await answered(session, signal, (answer) =>
      session.bind_transmitter(
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
  const { alphabet, segments } = smsSize(text);
  return answered(session, signal, (answer) =>
    session.submit_sm(
      {
        ...senderOf(from),
        destination_addr: phone.replace(/^\+/, ''),
        dest_addr_ton: international,
        dest_addr_npi: isdn,
        // Said, not left to the library: it would call GSM's alphabet ASCII, and á Latin-1.
        data_coding: codings[alphabet],
        ...(segments === 1 ? { short_message: text } : { message_payload: text }),
      },
      answer,
    ),
  );
}

/** A number in E.164, a name, or a short code as it is. */
function senderOf(from: string): Readonly<Record<string, unknown>> {
  if (from.startsWith('+')) {
    return { source_addr: from.slice(1), source_addr_ton: international, source_addr_npi: isdn };
  }
  return /^\d+$/.test(from)
    ? { source_addr: from }
    : { source_addr: from, source_addr_ton: alphanumeric };
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
    const isAsked = ask((pdu) => {
      session.off('close', lost);
      signal.removeEventListener('abort', aborted);
      resolve(pdu);
    });
    if (!isAsked) lost();
  });
}

function judge({ command_status: status }: Pdu): Delivery {
  if (status === 0) return { kind: 'ACCEPTED' };
  const reason = `SMPP_${status}`;
  return { kind: refusing.has(status) ? 'REFUSED' : 'FAILED', reason };
}
