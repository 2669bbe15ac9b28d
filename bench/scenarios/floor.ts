import { once } from 'node:events';
import WebSocket from 'ws';
import { drive, type Load } from '../measure/drive.ts';
import { openHttpClient } from '../measure/http.ts';
import { latencyOf, type Latency } from '../measure/latency.ts';
import { createPeerDatabase, startPeer, type Peer } from '../peers/start-peer.ts';
import type { BenchSystem } from '../system/bench-system.ts';
import { oneAfterAnother } from './one-after-another.ts';
import { measureCommit, measureHop } from './unit-costs.ts';

export interface FloorResult {
  readonly clients: number;
  readonly perSecond: number;
  readonly received: Latency;
  /** From the request leaving to its frame on the socket. */
  readonly onScreen: Latency;
}

const warmUp = { clients: 16, seconds: 2 };

/** The floor at each load, and what one commit and one request take alone. */
export async function measureFloorAndUnits(
  { adminUrl }: Pick<BenchSystem, 'adminUrl'>,
  loads: readonly Load[],
) {
  const url = await createPeerDatabase(adminUrl, 'floor');
  await using floor = await startPeer('floor.ts', { DATABASE_URL: url });
  await measureFloor(floor, warmUp);
  return {
    commitMilliseconds: await measureCommit(url),
    hopMilliseconds: await measureHop(floor.origin),
    floor: await oneAfterAnother(loads, (load) => measureFloor(floor, load)),
  };
}

/** One durable insert and one frame for each request, with nothing around them. */
async function measureFloor(floor: Peer, load: Load): Promise<FloorResult> {
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
