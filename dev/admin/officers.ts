import {
  successOf,
  type OfficerAccessSummaryFragment,
  type OfficerRevocationReason,
} from '@alert-button/sdk';
import type { AdminCommand, Report } from './command.ts';
import { allPages } from './pages.ts';
import { table } from './text.ts';

const reasons = [
  'LEFT_POST',
  'CREDENTIALS_LOST',
  'MISUSE',
  'PRECAUTION',
] as const satisfies readonly OfficerRevocationReason[];

const head = ['OFFICER', 'STATE', 'REASON', 'REVOKED', 'BY', 'RESTORED'];

const row = (access: OfficerAccessSummaryFragment) => [
  access.officerId,
  access.isRevoked ? 'revoked' : 'restored',
  access.reason,
  access.revokedAt.toISOString(),
  access.revokedBy,
  access.restoredAt?.toISOString() ?? '',
];

const one = (access: OfficerAccessSummaryFragment): Report => ({
  lines: table(head, [row(access)], ''),
  json: access,
});

export const officerCommands: readonly AdminCommand[] = [
  {
    usage: 'officers list',
    summary: 'Who was ever shut out, and whether they still are.',
    async run(client) {
      const nodes = await allPages((page) => client.officerAccess(page));
      return { lines: table(head, nodes.map(row), 'Nobody was ever shut out.'), json: nodes };
    },
  },
  {
    usage: 'officers revoke <officer-id>',
    options: { reason: { value: reasons.join('|'), isRequired: true } },
    summary: 'Shuts an officer out, with what is open on their screens.',
    async run(client, given) {
      const reason = given.choice('reason', reasons);
      const input = { officerId: given.operand('officer-id'), reason };
      return one(successOf(await client.revokeOfficerAccess({ input })).officerAccess);
    },
  },
  {
    usage: 'officers restore <officer-id>',
    summary: 'Lets an officer in again, as far as the identity provider does.',
    async run(client, given) {
      const input = { officerId: given.operand('officer-id') };
      return one(successOf(await client.restoreOfficerAccess({ input })).officerAccess);
    },
  },
];
