import { toSubgraphSchema } from '@alert-button/platform/federation.ts';
import { builder } from './builder.ts';
import './directory.ts';
import './person.ts';
import './viewer.ts';
import './mutations/enrol-person.ts';

export const subgraph = toSubgraphSchema(builder.toSchema());
