import { toSubgraphSchema, type SubgraphSchema } from '@alert-button/platform/federation.ts';
import { builder } from './builder.ts';
import './alert.ts';
import './alert-event.ts';
import './alert-group.ts';
import './errors.ts';
import './feeds.ts';
import './followed-alert.ts';
import './person.ts';
import './unanswered.ts';
import './mutations/acknowledge-alert.ts';
import './mutations/acknowledge-group.ts';
import './mutations/acknowledge-page.ts';
import './mutations/begin-assistance.ts';
import './mutations/cancel-alert.ts';
import './mutations/confirm-cancellation.ts';
import './mutations/doubt-cancellation.ts';
import './mutations/hand-over-alert.ts';
import './mutations/raise-alert.ts';
import './mutations/raise-alert-for-caller.ts';
import './mutations/resolve-alert.ts';
import './mutations/set-cancel-pins.ts';
import './mutations/transfer-alert.ts';
import './mutations/update-alert-position.ts';

builder.queryType({ description: 'What may be asked.' });
builder.mutationType({ description: 'What may be done; each act answers with a union.' });

export const subgraph: SubgraphSchema = toSubgraphSchema(builder.toSchema({ sortSchema: false }));
