import type {
  Address,
  Channel,
  ChannelKind,
  Delivery,
  OutgoingMessage,
} from '@alert-button/platform/messages/channel.ts';

export interface Sent {
  readonly address: Address;
  readonly message: OutgoingMessage;
}

export interface Outbox {
  readonly channels: readonly Channel[];
  readonly sent: Sent[];
  /** What was sent to an address, in order. */
  to(address: string): OutgoingMessage[];
  /** How a kind answers from now on; ACCEPTED unless it is said. */
  answer(kind: ChannelKind, by: () => Promise<Delivery>): void;
  /** Forgets what was sent and how to answer. */
  reset(): void;
}

const kinds = ['WEB_PUSH', 'SMS', 'EMAIL'] as const;

export function addressText(address: Address): string {
  switch (address.kind) {
    case 'EMAIL':
      return address.email;
    case 'SMS':
      return address.phone;
    case 'WEB_PUSH':
      return address.endpoint;
    case 'WEBHOOK':
      return address.url;
    default:
      return address satisfies never;
  }
}

/** Channels that note what they are given. Providers themselves are tested in the platform. */
export function createOutbox(): Outbox {
  const sent: Sent[] = [];
  const answers = new Map<ChannelKind, () => Promise<Delivery>>();
  const channelOf = (kind: (typeof kinds)[number]): Channel =>
    ({
      kind,
      send: async (address: Address, message: OutgoingMessage): Promise<Delivery> => {
        const delivery = await (answers.get(kind)?.() ?? { kind: 'ACCEPTED' as const });
        if (delivery.kind === 'ACCEPTED') sent.push({ address, message });
        return delivery;
      },
    }) as Channel;
  return {
    channels: kinds.map(channelOf),
    sent,
    to: (wanted) =>
      sent.flatMap(({ address, message }) => (addressText(address) === wanted ? [message] : [])),
    answer: (kind, by) => void answers.set(kind, by),
    reset() {
      sent.length = 0;
      answers.clear();
    },
  };
}

/** The last part of a message's link. */
export function tokenIn(message: OutgoingMessage | undefined): string {
  const token = message?.link?.split('/').at(-1);
  if (token === undefined) throw new Error('A message has a link');
  return token;
}
