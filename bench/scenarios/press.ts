import { serviceNames } from '@alert-button/dev/system.ts';
import pg from 'pg';
import { cpuEach, cpuTimes, type CpuTimes } from '../measure/cpu.ts';
import { drive, type Load } from '../measure/drive.ts';
import { latencyOf, type Latency } from '../measure/latency.ts';
import { countStatements, type DatabaseWork } from '../measure/statements.ts';
import { until } from '../measure/until.ts';
import type { BenchSystem } from '../system/bench-system.ts';
import { createDeskScreen } from '../system/desk-screen.ts';
import { deskIdOf, officerTokensOf } from '../system/officers.ts';
import { openPressClient } from '../system/press-client.ts';
import { pressDesk, preparePresses } from '../system/presses.ts';
import { oneAfterAnother } from './one-after-another.ts';

export interface PressResult {
  readonly clients: number;
  readonly perSecond: number;
  /** From the press leaving to its being stored and answered. */
  readonly received: Latency;
  /** From the press leaving to its event on the desk's screen. */
  readonly onDesk: Latency;
  readonly presses: number;
  readonly failed: number;
  /** Presses that were answered and did not reach the screen in ten seconds. */
  readonly unseen: number;
  /** Processor time of each process for one press, milliseconds. */
  readonly cpu: CpuTimes;
  readonly database: DatabaseWork;
}

/** More than any machine we know does. */
const mostPerSecond = (clients: number): number => Math.min(clients * 500, 3000);

const warmUp = { clients: 16, seconds: 2 };

export async function measurePresses(
  system: BenchSystem,
  loads: readonly Load[],
): Promise<PressResult[]> {
  await measurePress(system, warmUp);
  return oneAfterAnother(loads, (load) => measurePress(system, load));
}

/** Presses of different persons, one desk's screen open, as fast as the clients can. */
async function measurePress(system: BenchSystem, load: Load): Promise<PressResult> {
  await using closing = new AsyncDisposableStack();
  const admin = new pg.Client(system.adminUrl);
  await admin.connect();
  closing.defer(() => admin.end());
  const http = closing.use(openPressClient(system, load.clients));
  const presses = await preparePresses(system.secrets, load.seconds * mostPerSecond(load.clients));

  const seenAt = new Map<string, number>();
  const [token = ''] = await officerTokensOf(system, pressDesk, 1);
  const screen = createDeskScreen({
    url: system.websocketUrl,
    token,
    deskId: await deskIdOf(system, pressDesk),
    onEvent: (alertId, now) => seenAt.set(alertId, seenAt.get(alertId) ?? now),
  });
  await screen.connect();
  closing.defer(() => screen.cut());

  const readStatements = await countStatements(admin);
  const pids = Object.fromEntries(serviceNames.map((name) => [name, system.pid(name)]));
  const cpuBefore = cpuTimes(pids);
  const sentAt = new Map<string, number>();
  const driven = await drive(
    load,
    () => presses.pop(),
    async (press) => {
      const sent = performance.now();
      sentAt.set(await http.send(press), sent);
    },
  );
  const unseen = () => [...sentAt.keys()].filter((id) => !seenAt.has(id)).length;
  await until(() => unseen() === 0, 10_000);
  const count = driven.answered.length;
  return {
    clients: load.clients,
    perSecond: driven.perSecond,
    received: latencyOf(driven.answered),
    onDesk: latencyOf(
      [...sentAt].flatMap(([id, sent]) => (seenAt.has(id) ? [(seenAt.get(id) ?? 0) - sent] : [])),
    ),
    presses: count,
    failed: driven.failed,
    unseen: unseen(),
    cpu: cpuEach(cpuBefore, cpuTimes(pids), count),
    database: await readStatements(count),
  };
}
