import { successOf, type OrganisationAccountSummaryFragment } from '@alert-button/sdk';
import type { AdminCommand, Report } from './command.ts';
import { allPages } from './pages.ts';
import { table } from './text.ts';

const head = ['ID', 'NAME', 'STATE', 'KEYS'];

const row = ({ id, name, isDisabled, keys }: OrganisationAccountSummaryFragment) => [
  id,
  name,
  isDisabled ? 'disabled' : 'enabled',
  String(keys.length),
];

const one = (organisation: OrganisationAccountSummaryFragment): Report => ({
  lines: table(head, [row(organisation)], ''),
  json: organisation,
});

export const organisationCommands: readonly AdminCommand[] = [
  {
    usage: 'organisations list',
    summary: 'All organisations.',
    async run(client) {
      const nodes = await allPages((page) => client.organisations(page));
      return { lines: table(head, nodes.map(row), 'There are no organisations.'), json: nodes };
    },
  },
  {
    usage: 'organisations create <name>',
    summary: 'A new organisation; it can ask nothing before it has a key.',
    async run(client, given) {
      const input = { name: given.operand('name') };
      return one(successOf(await client.createOrganisation({ input })).organisation);
    },
  },
  {
    usage: 'organisations disable <organisation-id>',
    summary: 'Turns it away, with all its keys and what is open with them.',
    async run(client, given) {
      const input = { organisationId: given.operand('organisation-id') };
      return one(successOf(await client.disableOrganisation({ input })).organisation);
    },
  },
  {
    usage: 'organisations enable <organisation-id>',
    summary: 'Lets it in again, with the keys that are still good.',
    async run(client, given) {
      const input = { organisationId: given.operand('organisation-id') };
      return one(successOf(await client.enableOrganisation({ input })).organisation);
    },
  },
];
