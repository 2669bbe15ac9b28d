import { createTransport } from 'nodemailer';
import type { ChannelOf, Delivery } from './channel.ts';

export interface EmailSettings {
  /** `smtps://user:password@host:465`, or `smtp://…` with STARTTLS. */
  readonly url: string;
  /** The sender's address. */
  readonly from: string;
  /** Without TLS, for a server on this machine. */
  readonly allowsPlain: boolean;
}

const connectMilliseconds = 4_000;
const silenceMilliseconds = 8_000;
/** As many as the queue sends at once: one that hangs makes no other wait. */
const mostConnections = 8;

/**
 * E-mail over SMTP, as plain text. The message's id is its `Message-ID` at every attempt, so mail
 * programs show a repeat once. A server that says no to this address for good (5yz, RFC 5321)
 * refuses; everything else may pass.
 */
export function createEmailChannel(settings: EmailSettings): ChannelOf<'EMAIL'> & Disposable {
  const { url, from, allowsPlain } = settings;
  const domain = from.split('@').at(-1) ?? 'localhost';
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: mostConnections,
    // The queue has its own pauses; one more go is for a kept connection that the server closed.
    maxRequeues: 1,
    requireTLS: !allowsPlain,
    ignoreTLS: allowsPlain,
    connectionTimeout: connectMilliseconds,
    greetingTimeout: connectMilliseconds,
    socketTimeout: silenceMilliseconds,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    kind: 'EMAIL',
    async send({ email }, { id, language, subject, link, ...words }, signal) {
      const text = words.emailText ?? words.text;
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: email },
          subject,
          text: link === null ? text : `${text}\n\n${link}\n`,
          messageId: `<${id}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
          // Given up, it is not sent behind our back: the queue tries again itself.
          signal,
        });
        return { kind: 'ACCEPTED' };
      } catch (error) {
        if (signal.aborted) return { kind: 'FAILED', reason: 'TIMEOUT' };
        return judge(error as SmtpError);
      }
    },
    [Symbol.dispose]: () => transport.close(),
  };
}

interface SmtpError {
  readonly code?: unknown;
  readonly responseCode?: unknown;
}

/** What is said to the envelope or the content is about this message; all else about the server. */
function judge({ code, responseCode }: SmtpError): Delivery {
  const isAboutMessage = code === 'EENVELOPE' || code === 'EMESSAGE';
  if (typeof responseCode === 'number') {
    const reason = `SMTP_${responseCode}`;
    const isFinal = isAboutMessage && responseCode >= 500;
    return { kind: isFinal ? 'REFUSED' : 'FAILED', reason };
  }
  if (code === 'EENVELOPE') return { kind: 'REFUSED', reason: 'ADDRESS' };
  return { kind: 'FAILED', reason: typeof code === 'string' ? code : 'CONNECTION' };
}
