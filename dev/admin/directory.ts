import { successOf, type ConsulatePhoneKind, type OfficeTrustFragment } from '@alert-button/sdk';
import type { AdminCommand, Report } from './command.ts';
import { outOfServiceReasons, serviceState } from './out-of-service.ts';
import { table } from './text.ts';

const phoneKinds = ['MAIN', 'PROTECTION'] as const satisfies readonly ConsulatePhoneKind[];

function describe(office: OfficeTrustFragment): Report {
  const number = (phone: string | null, isVerified: boolean, asOf: string | null) =>
    phone === null ? '' : `${phone} (${isVerified ? 'verified' : 'not verified'}, ${asOf ?? '?'})`;
  const main = number(office.phone, office.isPhoneVerified, office.phoneAsOf);
  const protection = number(
    office.protectionPhone,
    office.isProtectionPhoneVerified,
    office.protectionPhoneAsOf,
  );
  const head = ['OFFICE', 'STATE', 'MAIN NUMBER', 'PROTECTION'];
  const row = [office.code, serviceState(office), main, protection];
  return { lines: table(head, [row], ''), json: office };
}

export const directoryCommands: readonly AdminCommand[] = [
  {
    usage: 'phones confirm <consulate>',
    options: {
      kind: { value: 'main|protection', isRequired: true },
      number: { value: '<E.164>', isRequired: true },
      on: { value: '<YYYY-MM-DD>', isRequired: true },
      by: { value: '<role, no name>', isRequired: true },
    },
    summary: 'Records that a number was called and the consulate answered.',
    async run(client, given) {
      const input = {
        consulateCode: given.operand('consulate'),
        phoneKind: given.choice('kind', phoneKinds),
        number: given.option('number'),
        confirmedOn: given.option('on'),
        confirmedBy: given.option('by'),
      };
      return describe(successOf(await client.confirmPhone({ input })).consulate);
    },
  },
  {
    usage: 'offices out-of-service <consulate>',
    options: { reason: { value: outOfServiceReasons.join('|'), isRequired: true } },
    summary: 'Says that an office does not work now. Its alerts are passed on at once.',
    async run(client, given) {
      const input = {
        consulateCode: given.operand('consulate'),
        isInService: false,
        reason: given.choice('reason', outOfServiceReasons),
      };
      return describe(successOf(await client.setOfficeService({ input })).consulate);
    },
  },
  {
    usage: 'offices in-service <consulate>',
    summary: 'Says that it works again.',
    async run(client, given) {
      const input = { consulateCode: given.operand('consulate'), isInService: true };
      return describe(successOf(await client.setOfficeService({ input })).consulate);
    },
  },
];
