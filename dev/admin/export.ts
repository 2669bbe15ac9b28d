import type { AdminCommand } from './command.ts';
import { allPages, present } from './pages.ts';

export const exportCommands: readonly AdminCommand[] = [
  {
    usage: 'export',
    summary: 'What this installation is set up as, as JSON, without secrets.',
    async run(client) {
      const configuration = present(await client.exportConfiguration());
      const organisations = await allPages((page) => client.organisations(page));
      const officerAccess = await allPages((page) => client.officerAccess(page));
      const json = { ...configuration, organisations, officerAccess };
      return { lines: [JSON.stringify(json, null, 2)], json };
    },
  },
];
