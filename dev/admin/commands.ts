import type { AdminCommand } from './command.ts';
import { deskCommands } from './desks.ts';
import { directoryCommands } from './directory.ts';
import { dutyCommands } from './duty.ts';
import { escalationCommands } from './escalation.ts';
import { exportCommands } from './export.ts';
import { hoursCommands } from './hours.ts';
import { keyCommands } from './keys.ts';
import { officerCommands } from './officers.ts';
import { organisationCommands } from './organisations.ts';
import { pagingCommands } from './paging.ts';
import { rosterCommands } from './roster.ts';

/** Everything that can be typed, in the order in which a system is set up. */
export const commands: readonly AdminCommand[] = [
  ...organisationCommands,
  ...keyCommands,
  ...officerCommands,
  ...deskCommands,
  ...rosterCommands,
  ...dutyCommands,
  ...pagingCommands,
  ...directoryCommands,
  ...hoursCommands,
  ...escalationCommands,
  ...exportCommands,
];

/** Lines of the help. */
export function help(): string[] {
  const described = commands.flatMap(({ usage, options = {}, summary }) => {
    const typed = Object.entries(options).map(([name, { value, isRequired }]) =>
      isRequired === true ? `--${name} ${value}` : `[--${name} ${value}]`,
    );
    return [`  ${[usage, ...typed].join(' ')}`, `      ${summary}`];
  });
  return [
    'npm run admin -- <command> [--json] [--url <GraphQL endpoint>]',
    '',
    ...described,
    '',
    'Without --url: the development system that runs here, as its administrator. With it, or for',
    'somebody else here, the environment variable ADMIN_TOKEN holds an access token of the',
    'identity provider with the role ADMINISTRATOR.',
  ];
}
