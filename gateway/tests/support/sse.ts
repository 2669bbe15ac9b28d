import type { TestSystem } from '@alert-button/dev/testing/test-system.ts';
import type { Credential } from '@alert-button/sdk';

export interface SseEvent {
  readonly id: string;
  readonly kind: string;
}

export interface SseStream {
  /** Events of alerts so far; heartbeats only move the last id. */
  readonly events: readonly SseEvent[];
  lastId(): string;
  isOver(): boolean;
  close(): void;
}

const query = `subscription($deskId: ID!, $after: String) {
  deskFeed(deskId: $deskId, after: $after) { __typename ... on AlertEvent { kind } }
}`;

/** Follows a desk by server-sent events, as a browser without WebSockets does. */
export async function openSse(
  system: TestSystem,
  credential: Credential,
  variables: { readonly deskId: string; readonly after: string | null },
  lastEventId?: string,
): Promise<SseStream> {
  const authorization = await credential.authorization({ now: new Date(), wasRefused: false });
  const closing = new AbortController();
  const response = await fetch(system.graphqlUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      ...(authorization === undefined ? {} : { authorization }),
      ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
    },
    body: JSON.stringify({ query, variables }),
    signal: closing.signal,
  });
  if (response.status !== 200 || response.body === null) throw new Error('The stream was refused');
  const events: SseEvent[] = [];
  let lastId = '';
  let isOver = false;
  const read = async (body: AsyncIterable<Uint8Array>) => {
    const decoder = new TextDecoder();
    let buffered = '';
    for await (const chunk of body) {
      buffered += decoder.decode(chunk, { stream: true });
      const blocks = buffered.split('\n\n');
      buffered = blocks.pop() ?? '';
      for (const block of blocks) {
        const id = /^id: (.*)$/m.exec(block)?.[1];
        const kind = /"kind":"(\w+)"/.exec(block)?.[1];
        if (id !== undefined) lastId = id;
        if (id !== undefined && kind !== undefined) events.push({ id, kind });
      }
    }
  };
  void read(response.body)
    .catch(() => undefined)
    .finally(() => (isOver = true));
  return { events, lastId: () => lastId, isOver: () => isOver, close: () => closing.abort() };
}
