import { toSubgraphSchema } from '@alert-button/platform/federation.ts';
import { builder } from './builder.ts';
import './consulate.ts';
import './desk.ts';
import './national-line.ts';
import './nearest-consulates.ts';

export const subgraph = toSubgraphSchema(builder.toSchema());
