import { subgraph as alerts } from '@alert-button/alerts/schema/index.ts';
import { subgraph as consulates } from '@alert-button/consulates/schema/index.ts';
import { subgraph as legalAid } from '@alert-button/legal-aid/schema/index.ts';
import { subgraph as people } from '@alert-button/people/schema/index.ts';
import { compose } from './compose.ts';
import type { SubgraphName } from './subgraphs.ts';

/** The contract as the code has it now. */
export const subgraphs = { people, consulates, alerts, 'legal-aid': legalAid } satisfies Record<
  SubgraphName,
  unknown
>;

export const contracts: Record<SubgraphName, string> = {
  people: people.sdl,
  consulates: consulates.sdl,
  alerts: alerts.sdl,
  'legal-aid': legalAid.sdl,
};

/** What the gateway runs and what clients see. Composed at each call. */
export const composeContracts = () => compose(contracts);
