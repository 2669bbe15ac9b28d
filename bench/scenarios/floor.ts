import { once } from 'node:events';
import WebSocket from 'ws';
import { drive, type Load } from '../measure/drive.ts';
import { openHttpClient } from '../measure/http.ts';
import { latencyOf, type Latency } from '../measure/latency.ts';
import type { Peer } from '../peers/start-peer.ts';

export interface FloorResult {
  readonly clients: number;
  readonly perSecond: number;
  readonly received: Latency;
  /** From the request leaving to its frame on the socket. */
  readonly onScreen: Latency;
}

/** One durable insert and one frame for each request, with nothing around them. */
export async function measureFloor(floor: Peer, load: Load): Promise<FloorResult> {
  const socket = new WebSocket(floor.origin.replace('http', 'ws'));
  await once(socket, 'open');
  const seenAt = new Map<string, number>();
  socket.on('message', (data: Buffer) => {
    const { alertId } = JSON.parse(data.toString()) as { alertId: string };
    seenAt.set(alertId, performance.now());
  });
  await using http = openHttpClient(floor.origin, load.clients);
  const sentAt = new Map<string, number>();
  const driven = await drive(
    load,
    () => ({ id: crypto.randomUUID(), personId: crypto.randomUUID() }),
    async (press) => {
      sentAt.set(press.id, performance.now());
      await http.post('/press', JSON.stringify(press));
    },
  );
  socket.close();
  await once(socket, 'close');
  const onScreen = [...sentAt].flatMap(([id, sent]) => (seenAt.get(id) ?? Number.NaN) - sent);
  return {
    clients: load.clients,
    perSecond: driven.perSecond,
    received: latencyOf(driven.answered),
    onScreen: latencyOf(onScreen),
  };
}
