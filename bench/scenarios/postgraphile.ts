import { drive, type Load } from '../measure/drive.ts';
import { openHttpClient } from '../measure/http.ts';
import { latencyOf, type Latency } from '../measure/latency.ts';
import { createPeerDatabase, startPeer, type Peer } from '../peers/start-peer.ts';
import type { BenchSystem } from '../system/bench-system.ts';
import { oneAfterAnother } from './one-after-another.ts';

/** A desk and an alert that points to it: one insert and one join. */
const postgraphileTables = `
  create schema press;
  create table press.desk (id uuid primary key, code text not null);
  create table press.alert (
    id uuid primary key,
    person_id uuid not null,
    desk_id uuid not null references press.desk (id),
    body jsonb,
    raised_at timestamptz not null default clock_timestamp()
  );
  create index on press.alert (desk_id);
  insert into press.desk values ('00000000-0000-4000-8000-000000000001', 'el-paso');`;

const query = `mutation Press($input: CreateAlertInput!) {
  createAlert(input: $input) { alert { rowId raisedAt deskByDeskId { rowId code } } }
}`;

export interface PeerResult {
  readonly clients: number;
  readonly perSecond: number;
  readonly received: Latency;
}

const warmUp = { clients: 16, seconds: 2 };

export async function measurePeer(
  { adminUrl }: Pick<BenchSystem, 'adminUrl'>,
  loads: readonly Load[],
): Promise<PeerResult[]> {
  const url = await createPeerDatabase(adminUrl, 'postgraphile', postgraphileTables);
  await using peer = await startPeer('postgraphile.mjs', { DATABASE_URL: url });
  await measurePostgraphile(peer, warmUp);
  return await oneAfterAnother(loads, (load) => measurePostgraphile(peer, load));
}

async function measurePostgraphile(peer: Peer, load: Load): Promise<PeerResult> {
  await using http = openHttpClient(peer.origin, load.clients);
  const driven = await drive(
    load,
    () => ({
      rowId: crypto.randomUUID(),
      personId: crypto.randomUUID(),
      deskId: '00000000-0000-4000-8000-000000000001',
    }),
    async (alert) => {
      const variables = { input: { alert } };
      const answer = await http.post('/graphql', JSON.stringify({ query, variables }));
      if (!answer.includes('"el-paso"')) throw new Error(answer);
    },
  );
  if (driven.failed > 0) throw new Error(`${driven.failed} of PostGraphile's answers were wrong`);
  const { perSecond, answered } = driven;
  return { clients: load.clients, perSecond, received: latencyOf(answered) };
}
