/* What administrators can ask people. */
import './organisations.ts';
import './officer-access.ts';
import './mutations/create-organisation.ts';
import './mutations/disable-organisation.ts';
import './mutations/enable-organisation.ts';
import './mutations/create-api-key.ts';
import './mutations/rotate-api-key.ts';
import './mutations/revoke-api-key.ts';
import './mutations/revoke-officer-access.ts';
import './mutations/restore-officer-access.ts';
