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
  const open = () =>
    createTransport({
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
  let transport = open();
  return {
    kind: 'EMAIL',
    async send({ email }, { id, language, subject, link, ...words }, signal) {
      const text = words.emailText ?? words.text;
      const used = transport;
      try {
        await used.sendMail({
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
        if (isNonsense(error as SmtpError) && used === transport) {
          // On a connection that is kept the next answer might be that of an earlier question.
          transport = open();
          used.close();
        }
        return judge(error as SmtpError);
      }
    },
    [Symbol.dispose]: () => transport.close(),
  };
}

interface SmtpError {
  readonly code?: unknown;
  /** What was being asked; `API` before anything was. */
  readonly command?: unknown;
  readonly responseCode?: unknown;
}

const aboutMessage: readonly unknown[] = ['EENVELOPE', 'EMESSAGE'];

/** The server said something to our message that has no number: no answer, and nobody knows to what. */
const isNonsense = ({ code, command, responseCode }: SmtpError): boolean =>
  aboutMessage.includes(code) && command !== 'API' && typeof responseCode !== 'number';

/** What is said to the envelope or the content is about this message; all else about the server. */
function judge({ code, command, responseCode }: SmtpError): Delivery {
  if (typeof responseCode === 'number') {
    const reason = `SMTP_${responseCode}`;
    const isFinal = aboutMessage.includes(code) && responseCode >= 500;
    return { kind: isFinal ? 'REFUSED' : 'FAILED', reason };
  }
  // An answer that is none is the server's fault, whichever command it was given to.
  if (code === 'EENVELOPE' && command === 'API') return { kind: 'REFUSED', reason: 'ADDRESS' };
  return { kind: 'FAILED', reason: typeof code === 'string' ? code : 'CONNECTION' };
}
