import { toSubgraphSchema } from '@alert-button/platform/federation.ts';
import { builder } from './builder.ts';
import './consulate.ts';
import './desk.ts';
import './national-line.ts';
import './nearest-consulates.ts';
import './configuration.ts';
import './mutations/add-roster-member.ts';
import './mutations/confirm-phone.ts';
import './mutations/create-desk.ts';
import './mutations/remove-roster-member.ts';
import './mutations/set-desk-service.ts';
import './mutations/set-office-hours.ts';
import './mutations/set-office-service.ts';

export const subgraph = toSubgraphSchema(builder.toSchema({ sortSchema: false }));
