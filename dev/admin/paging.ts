import type { AdminCommand } from './command.ts';
import { present } from './pages.ts';
import { table } from './text.ts';

export const pagingCommands: readonly AdminCommand[] = [
  {
    usage: 'pages list <alert-id>',
    summary: 'Which officers were paged about an alert, and what came of every attempt.',
    async run(client, given) {
      const alertId = given.operand('alert-id');
      const pages = present(await client.pages({ alertId }));
      const rows = pages.flatMap(({ officerId, status, createdAt, attempts }) => {
        const page = [officerId, createdAt.toISOString(), status];
        if (attempts.length === 0) return [[...page, '', '', '']];
        return attempts.map(({ channelKind, outcome, reason }) => [
          ...page,
          channelKind,
          outcome ?? '',
          reason ?? '',
        ]);
      });
      const heads = ['OFFICER', 'MADE', 'STATUS', 'CHANNEL', 'OUTCOME', 'REASON'];
      return { lines: table(heads, rows, 'Nobody was paged about it.'), json: pages };
    },
  },
];
