import { successOf, type DeskDutyFragment } from '@alert-button/sdk';
import { StartError } from '../start-error.ts';
import { UsageError } from './admin-error.ts';
import type { AdminCommand, Report } from './command.ts';
import { present } from './pages.ts';
import { table } from './text.ts';

function describe({ code, dutyShifts }: DeskDutyFragment): Report {
  const shifts = present(dutyShifts);
  const rows = shifts.map(({ id, officerId, startsAt, endsAt }) => [
    officerId,
    startsAt.toISOString(),
    endsAt.toISOString(),
    id,
  ]);
  const whenEmpty = `No duty is planned at ${code}: it is staffed while it is open.`;
  return { lines: table(['OFFICER', 'FROM', 'TO', 'SHIFT'], rows, whenEmpty), json: shifts };
}

/** With an offset from UTC, so that it is the same moment wherever it is typed. */
const momentForm = '<2026-11-23T18:00-06:00>';
const momentPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})$/;

function moment(name: string, typed: string): Date {
  const time = momentPattern.test(typed) ? Date.parse(typed) : NaN;
  if (Number.isNaN(time)) throw new UsageError(`--${name} must be like ${momentForm}`);
  return new Date(time);
}

export const dutyCommands: readonly AdminCommand[] = [
  {
    usage: 'duty list <desk>',
    summary: 'Who is on duty at a desk now and later.',
    async run(client, given) {
      const desk = await client.deskDuty({ code: given.operand('desk') });
      if (desk === null) throw new StartError('There is no such desk.');
      return describe(desk);
    },
  },
  {
    usage: 'duty add <desk> <officer-id>',
    options: {
      from: { value: momentForm, isRequired: true },
      to: { value: momentForm, isRequired: true },
    },
    summary: 'Puts an officer of the roster on duty. A desk with a plan is staffed by it alone.',
    async run(client, given) {
      const input = {
        deskCode: given.operand('desk'),
        officerId: given.operand('officer-id'),
        startsAt: moment('from', given.option('from')),
        endsAt: moment('to', given.option('to')),
      };
      return describe(successOf(await client.addDutyShift({ input })).desk);
    },
  },
  {
    usage: 'duty remove <shift-id>',
    summary: 'Takes a shift out of the plan.',
    async run(client, given) {
      const input = { shiftId: given.operand('shift-id') };
      return describe(successOf(await client.removeDutyShift({ input })).desk);
    },
  },
  {
    usage: 'duty hand-over <shift-id> <officer-id>',
    summary: 'Another officer of the roster takes over what is left of a shift.',
    async run(client, given) {
      const input = { shiftId: given.operand('shift-id'), officerId: given.operand('officer-id') };
      return describe(successOf(await client.handOverDutyShift({ input })).desk);
    },
  },
  {
    usage: 'duty swap <shift-id> <other-shift-id>',
    summary: "Two officers take each other's shift.",
    async run(client, given) {
      const input = {
        shiftId: given.operand('shift-id'),
        otherShiftId: given.operand('other-shift-id'),
      };
      return describe(successOf(await client.swapDutyShifts({ input })).desk);
    },
  },
];
