import { successOf, type DeskEscalationFragment } from '@alert-button/sdk';
import { StartError } from '../start-error.ts';
import { UsageError } from './admin-error.ts';
import type { AdminCommand, Report } from './command.ts';
import { formatSteps, parseSteps, stepsForm } from './escalation-steps.ts';
import { table } from './text.ts';

function describe(desk: DeskEscalationFragment): Report {
  const { code, escalationPolicy: policy } = desk;
  const row =
    policy === null
      ? [code, 'default', '']
      : [code, formatSteps(policy.steps), String(policy.lapseAfterSeconds)];
  return { lines: table(['DESK', 'STEPS', 'LAPSE'], [row], ''), json: desk };
}

const defaultLapseSeconds = '900';

function seconds(typed: string): number {
  if (!/^\d{1,6}$/.test(typed)) throw new UsageError('--lapse must be a number of seconds');
  return Number(typed);
}

export const escalationCommands: readonly AdminCommand[] = [
  {
    usage: 'escalation show <desk>',
    summary: "Whom a desk's alerts go on to while nobody answers.",
    async run(client, given) {
      const desk = await client.deskEscalation({ code: given.operand('desk') });
      if (desk === null) throw new StartError('There is no such desk.');
      return describe(desk);
    },
  },
  {
    usage: 'escalation set <desk>',
    options: {
      steps: { value: stepsForm, isRequired: true },
      lapse: { value: '<seconds>' },
    },
    summary: 'Seconds of waiting, and who is called then. For alerts raised from now on.',
    async run(client, given) {
      const policy = {
        steps: parseSteps(given.option('steps')),
        lapseAfterSeconds: seconds(given.optional('lapse') ?? defaultLapseSeconds),
      };
      const input = { deskCode: given.operand('desk'), policy };
      return describe(successOf(await client.setEscalationPolicy({ input })).desk);
    },
  },
  {
    usage: 'escalation reset <desk>',
    summary: 'Back to the default.',
    async run(client, given) {
      const input = { deskCode: given.operand('desk'), policy: null };
      return describe(successOf(await client.setEscalationPolicy({ input })).desk);
    },
  },
];
