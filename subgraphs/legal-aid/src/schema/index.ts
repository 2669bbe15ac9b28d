import { toSubgraphSchema } from '@alert-button/platform/federation.ts';
import { builder } from './builder.ts';
import './rights-guide.ts';
import './queries.ts';

export const subgraph = toSubgraphSchema(builder.toSchema());
