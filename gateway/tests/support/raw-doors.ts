import WebSocket from 'ws';
import type { TestSystem } from '@alert-button/dev/testing/test-system.ts';
import type { Credential } from '@alert-button/sdk';
import { parseAnswer, type RawAnswer } from './raw-answer.ts';
import { openRawSocket, type RawSocket } from './raw-socket.ts';

export interface RawOperation {
  readonly query: string;
  /** What JSON cannot hold goes as its text. */
  readonly variables?: Readonly<Record<string, unknown>> | string | undefined;
}

export interface RawDoor extends AsyncDisposable {
  /** Sends an operation; of a live feed it gives the first answer. */
  ask(operation: RawOperation, credential?: Credential): Promise<RawAnswer>;
}

export async function authorizationOf(credential: Credential | undefined) {
  return credential?.authorization({ now: new Date(), wasRefused: false });
}

/** Written by hand: `JSON.stringify` would turn `1e400` into null. */
function bodyOf({ query, variables }: RawOperation): string {
  const text = typeof variables === 'string' ? variables : JSON.stringify(variables ?? {});
  return `{"query":${JSON.stringify(query)},"variables":${text}}`;
}

async function firstEvent(body: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    const data = /^event: next\ndata: (.*)\n\n/m.exec(text)?.[1];
    if (data !== undefined) return data;
  }
  throw new Error('The stream ended without an answer');
}

export function httpDoor(system: TestSystem): RawDoor {
  return {
    async ask(operation, credential) {
      const authorization = await authorizationOf(credential);
      const isFeed = operation.query.startsWith('subscription');
      const response = await fetch(system.graphqlUrl, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: isFeed ? 'text/event-stream' : 'application/json',
          ...(authorization === undefined ? {} : { authorization }),
        },
        body: bodyOf(operation),
      });
      const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
      if (!isStream || response.body === null) return parseAnswer(await response.text());
      return parseAnswer(await firstEvent(response.body));
    },
    [Symbol.asyncDispose]: async () => undefined,
  };
}

/** Asks each operation of an asker on one socket that stays open: none of them may break it. */
export function webSocketDoor(system: TestSystem): RawDoor {
  const sockets = new Map<Credential | undefined, Promise<RawSocket>>();
  let lastId = 0;
  const open = async (credential: Credential | undefined) => {
    const socket = await openRawSocket(system.websocketUrl);
    const authorization = await authorizationOf(credential);
    socket.send({ type: 'connection_init', payload: { authorization } });
    await socket.message(({ type }) => type === 'connection_ack');
    return socket;
  };
  return {
    async ask(operation, credential) {
      const known = sockets.get(credential) ?? open(credential);
      sockets.set(credential, known);
      const socket = await known;
      const id = `operation-${(lastId += 1)}`;
      socket.sendText(`{"id":"${id}","type":"subscribe","payload":${bodyOf(operation)}}`);
      const answer = await socket.message((message) => message.id === id);
      if (answer.type === 'next') socket.send({ id, type: 'complete' });
      return parseAnswer(JSON.stringify(answer.payload));
    },
    async [Symbol.asyncDispose]() {
      for (const opened of sockets.values()) {
        const socket = await opened;
        if (socket.readyState() !== WebSocket.OPEN) throw new Error('A socket was closed');
        socket.close();
        await socket.closed;
      }
    },
  };
}
