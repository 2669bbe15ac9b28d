/** The subgraphs by the names they have in the graph. */
export const subgraphNames = ['people', 'consulates', 'alerts', 'legal-aid'] as const;
export type SubgraphName = (typeof subgraphNames)[number];

/** A placeholder: every gateway is told by its environment where the subgraphs really are. */
export const placeholderUrl = (name: SubgraphName): string => `http://${name}.invalid/graphql`;
