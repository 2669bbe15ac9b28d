import { successOf, type DeskStaffingFragment } from '@alert-button/sdk';
import { StartError } from '../start-error.ts';
import type { AdminCommand, Report } from './command.ts';
import { present } from './pages.ts';
import { table } from './text.ts';

function describe({ code, roster }: DeskStaffingFragment): Report {
  const members = present(roster);
  const rows = members.map(({ officerId, addedAt, isReachable }) => [
    officerId,
    addedAt.toISOString(),
    isReachable ? 'yes' : 'NO CHANNEL',
  ]);
  const lines = table(
    ['OFFICER', 'SINCE', 'REACHABLE'],
    rows,
    `Nobody is on the roster of ${code}.`,
  );
  return { lines, json: members };
}

export const rosterCommands: readonly AdminCommand[] = [
  {
    usage: 'roster list <desk>',
    summary: 'Who answers at a desk: a consulate, call-centre, national, or an additional one.',
    async run(client, given) {
      const desk = await client.deskRoster({ code: given.operand('desk') });
      if (desk === null) throw new StartError('There is no such desk.');
      return describe(desk);
    },
  },
  {
    usage: 'roster add <desk> <officer-id>',
    summary: 'Puts an officer on it. What they may do, the identity provider grants.',
    async run(client, given) {
      const input = { deskCode: given.operand('desk'), officerId: given.operand('officer-id') };
      return describe(successOf(await client.addRosterMember({ input })).desk);
    },
  },
  {
    usage: 'roster remove <desk> <officer-id>',
    summary: 'Takes an officer off it. That shuts nobody out.',
    async run(client, given) {
      const input = { deskCode: given.operand('desk'), officerId: given.operand('officer-id') };
      return describe(successOf(await client.removeRosterMember({ input })).desk);
    },
  },
];
