import { successOf, type OfficeOpeningFragment } from '@alert-button/sdk';
import type { AdministratorClient } from '@alert-button/sdk/administrator';
import { StartError } from '../start-error.ts';
import type { AdminCommand, OptionRule, Report } from './command.ts';
import { table } from './text.ts';
import { formatWeekly, parseWeekly, weeklyForm } from './weekly-hours.ts';

function describe(office: OfficeOpeningFragment): Report {
  const { code, hours, isHoursVerified, hoursAsOf } = office;
  const trust = isHoursVerified ? `verified, ${hoursAsOf ?? '?'}` : 'assumed';
  const row = [
    code,
    trust,
    hours?.timeZone ?? '',
    hours === null ? '' : formatWeekly(hours.weekly),
    hours?.closedOn.join(', ') ?? '',
  ];
  const head = ['OFFICE', 'TRUST', 'TIME ZONE', 'WEEK', 'CLOSED ON'];
  return { lines: table(head, [row], ''), json: office };
}

async function officeOf(client: AdministratorClient, code: string) {
  const office = await client.officeOpening({ code });
  if (office === null) throw new StartError('There is no such consulate.');
  return office;
}

const asked = {
  on: { value: '<YYYY-MM-DD>', isRequired: true },
  by: { value: '<role, no name>', isRequired: true },
} as const satisfies Record<string, OptionRule>;

export const hoursCommands: readonly AdminCommand[] = [
  {
    usage: 'hours show <consulate>',
    summary: 'When an office is open, and whether that is known or assumed.',
    async run(client, given) {
      return describe(await officeOf(client, given.operand('consulate')));
    },
  },
  {
    usage: 'hours set <consulate>',
    options: {
      'time-zone': { value: '<America/Chicago>', isRequired: true },
      weekly: { value: weeklyForm, isRequired: true },
      'closed-on': { value: '<YYYY-MM-DD,…>' },
      ...asked,
    },
    summary: 'Records when an office is open, as it said. Out of these hours alerts go on at once.',
    async run(client, given) {
      const closedOn = given.optional('closed-on')?.split(',') ?? [];
      const input = {
        consulateCode: given.operand('consulate'),
        timeZone: given.option('time-zone'),
        weekly: parseWeekly(given.option('weekly')),
        closedOn: closedOn.map((day) => day.trim()),
        confirmedOn: given.option('on'),
        confirmedBy: given.option('by'),
      };
      return describe(successOf(await client.setOfficeHours({ input })).consulate);
    },
  },
  {
    usage: 'hours confirm <consulate>',
    options: asked,
    summary: 'Records that the office said its hours are as they stand.',
    async run(client, given) {
      const { code, hours } = await officeOf(client, given.operand('consulate'));
      if (hours === null) throw new StartError('No hours are known: set them.');
      const { timeZone, weekly, closedOn } = hours;
      const input = {
        consulateCode: code,
        timeZone,
        weekly: weekly.map(({ weekday, opens, closes }) => ({ weekday, opens, closes })),
        closedOn: [...closedOn],
        confirmedOn: given.option('on'),
        confirmedBy: given.option('by'),
      };
      return describe(successOf(await client.setOfficeHours({ input })).consulate);
    },
  },
];
