/*
 * The small port by which a message leaves the service: to an officer away from a screen, or to
 * somebody's family. No channel is ever waited for by a press.
 */

/** Ways to reach somebody. */
export const channelKinds = ['WEB_PUSH', 'SMS', 'EMAIL', 'WEBHOOK'] as const;
export type ChannelKind = (typeof channelKinds)[number];

/**
 * Where somebody is reached. Personal, and of a webhook and a push subscription also a capability:
 * sealed wherever it is stored, never in a log, an event or an error.
 */
export type Address =
  | { readonly kind: 'EMAIL'; readonly email: string }
  /** E.164. */
  | { readonly kind: 'SMS'; readonly phone: string }
  /** RFC 8030 and 8291; keys in base64url. */
  | {
      readonly kind: 'WEB_PUSH';
      readonly endpoint: string;
      readonly p256dh: string;
      readonly auth: string;
    }
  /** `secret` signs what is sent. */
  | { readonly kind: 'WEBHOOK'; readonly url: string; readonly secret: string };

/**
 * What is sent. It may stand on a lock screen and lies at a provider that others can ask: it says
 * that there is something to look at, and nothing about whom or what.
 */
export interface OutgoingMessage {
  /** The same at every attempt, for providers that drop what they have had. */
  readonly id: string;
  readonly language: 'es' | 'en';
  /** Of an e-mail, and the title of a push. */
  readonly subject: string;
  readonly text: string;
  /** Instead of `text` in an e-mail, which nobody reads on a lock screen; absent: the same. */
  readonly emailText?: string;
  /** Where to look, if anywhere. */
  readonly link: string | null;
}

/** What came of one attempt; never holds an address or what the provider wrote. */
export type Delivery =
  /** The provider has taken it; that anybody read it, nobody knows. */
  | { readonly kind: 'ACCEPTED' }
  /** This address will not take it, however often: the next channel. */
  | { readonly kind: 'REFUSED'; readonly reason: string }
  /** Not now: again later, when the provider says when, or by the queue's own pauses. */
  | { readonly kind: 'FAILED'; readonly reason: string; readonly retryAfterSeconds?: number };

/** What came of one attempt, by an adapter or without one. */
export type Outcome =
  | Delivery
  /** Of a rehearsal: its turn had come, and no adapter was asked. */
  | { readonly kind: 'MUTED' };

export interface ChannelOf<Kind extends ChannelKind> {
  readonly kind: Kind;
  /** Never throws for what a provider does; ends within a few seconds, or when `signal` says so. */
  send(
    address: Extract<Address, { kind: Kind }>,
    message: OutgoingMessage,
    signal: AbortSignal,
  ): Promise<Delivery>;
}

/** A channel of whatever kind. */
export type Channel = { [Kind in ChannelKind]: ChannelOf<Kind> }[ChannelKind];
