import { successOf, type DeskServiceFragment } from '@alert-button/sdk';
import type { AdminCommand, Report } from './command.ts';
import { outOfServiceReasons, serviceState } from './out-of-service.ts';
import { present } from './pages.ts';
import { table } from './text.ts';

const head = ['DESK', 'KIND', 'CONSULATE', 'STATE'];
const row = ({ code, kind, consulate, ...service }: DeskServiceFragment) => [
  code,
  kind,
  consulate?.code ?? '',
  serviceState(service),
];

const describe = (desk: DeskServiceFragment): Report => ({
  lines: table(head, [row(desk)], ''),
  json: desk,
});

export const deskCommands: readonly AdminCommand[] = [
  {
    usage: 'desks list',
    summary: 'All desks, shipped and additional, and whether they are in service.',
    async run(client) {
      const desks = present(await client.deskServices());
      return { lines: table(head, desks.map(row), 'There is no desk yet.'), json: desks };
    },
  },
  {
    usage: 'desks create <desk>',
    options: { consulate: { value: '<consulate>' } },
    summary: 'Opens a desk under this code. Alerts come to it by transfer only.',
    async run(client, given) {
      const consulateCode = given.optional('consulate') ?? null;
      const input = { code: given.operand('desk'), consulateCode };
      return describe(successOf(await client.createDesk({ input })).desk);
    },
  },
  {
    usage: 'desks close <desk>',
    options: { reason: { value: outOfServiceReasons.join('|'), isRequired: true } },
    summary: 'Nothing more is transferred to it. For additional desks; others follow their office.',
    async run(client, given) {
      const input = {
        deskCode: given.operand('desk'),
        isInService: false,
        reason: given.choice('reason', outOfServiceReasons),
      };
      return describe(successOf(await client.setDeskService({ input })).desk);
    },
  },
  {
    usage: 'desks reopen <desk>',
    summary: 'Alerts can be transferred to it again.',
    async run(client, given) {
      const input = { deskCode: given.operand('desk'), isInService: true };
      return describe(successOf(await client.setDeskService({ input })).desk);
    },
  },
];
