import { projectRoot } from '@alert-button/dev/paths.ts';
import { anonymous, createViewerSigner } from '@alert-button/platform/viewer.ts';
import { join } from 'node:path';
import { drive } from '../measure/drive.ts';
import { openHttpClient } from '../measure/http.ts';
import { latencyOf, type Latency } from '../measure/latency.ts';
import { startPeer } from '../peers/start-peer.ts';
import type { BenchSystem } from '../system/bench-system.ts';

export interface OverheadResult {
  readonly name: string;
  readonly perSecond: number;
  readonly received: Latency;
}

/** One public question that one subgraph answers from memory: what is left is the way there. */
const question = {
  query: '{ consulate(code: "el-paso") { id code name city desk { id code } } }',
};
/** The same from two subgraphs, which only a planner can put together. */
const joined = {
  query: '{ consulate(code: "el-paso") { name } detentionFacilities(first: 1) { nodes { id } } }',
};

const load = { clients: 16, seconds: 5 };

/** The same question to the subgraph itself, to our gateway, and to Hive Gateway as shipped. */
export async function measureOverhead(system: BenchSystem): Promise<OverheadResult[]> {
  const sign = await createViewerSigner(system.secrets.gatewayKey);
  // Good for a minute: each of the measurements gets its own.
  const asGateway = async () => ({
    authorization: `Bearer ${await sign(anonymous, 'consulates')}`,
  });
  const { gateway, consulates } = system.origins;
  await using hive = await startPeer(
    'hive-gateway.mjs',
    {
      SUPERGRAPH_FILE: join(projectRoot, 'schema', 'supergraph.graphql'),
      CONSULATES_URL: `${consulates}/graphql`,
    },
    '/readiness',
  );
  const none = async () => ({});
  return [
    await ask('the subgraph itself', consulates, question, asGateway),
    await ask('through our gateway', gateway, question, none),
    await ask('through Hive Gateway as shipped', hive.origin, question, asGateway),
    await ask('two subgraphs through our gateway', gateway, joined, none),
  ];
}

async function ask(
  name: string,
  origin: string,
  body: object,
  credentials: () => Promise<Record<string, string>>,
): Promise<OverheadResult> {
  await using http = openHttpClient(origin, load.clients);
  const text = JSON.stringify(body);
  const headers = { accept: 'application/json', ...(await credentials()) };
  const send = async () => {
    const answer = await http.post('/graphql', text, headers);
    if (!answer.includes('El Paso')) throw new Error(`${name} answered something else`);
  };
  await send();
  await drive({ ...load, seconds: 1 }, () => true, send);
  const { perSecond, answered, failed } = await drive(load, () => true, send);
  if (failed > 0) throw new Error(`${name} failed ${failed} times`);
  return { name, perSecond, received: latencyOf(answered) };
}
