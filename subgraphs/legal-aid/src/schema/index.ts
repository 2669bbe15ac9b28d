import { toSubgraphSchema } from '@alert-button/platform/federation.ts';
import { builder } from './builder.ts';
import './detention-facilities.ts';
import './rights-guides.ts';
import './state-rules.ts';

export const subgraph = toSubgraphSchema(builder.toSchema({ sortSchema: false }));
