import { toSubgraphSchema } from '@alert-button/platform/federation.ts';
import { builder } from './builder.ts';
import './directory.ts';
import './person.ts';
import './viewer.ts';
import './administration.ts';
import './mutations/add-emergency-contact.ts';
import './mutations/create-device-link.ts';
import './mutations/enrol-person.ts';
import './mutations/grant-consent.ts';
import './mutations/remove-emergency-contact.ts';
import './mutations/reorder-emergency-contacts.ts';
import './mutations/revoke-device.ts';
import './mutations/rotate-device-key.ts';
import './mutations/update-emergency-contact.ts';
import './mutations/update-person.ts';
import './mutations/withdraw-consent.ts';

export const subgraph = toSubgraphSchema(builder.toSchema({ sortSchema: false }));
