import { setTimeout as delay } from 'node:timers/promises';
import { withConnection } from '@alert-button/platform/database/connection.ts';
import { successOf } from '@alert-button/sdk';
import { createAdministratorClient, officerCredential } from '@alert-button/sdk/administrator';
import { officerTokens } from '../demo/officer-token.ts';
import { developmentOfficers } from '../identity-provider/officers.ts';
import type { System } from '../system.ts';

/** Where tests press. */
const offices = [
  'chicago',
  'dallas',
  'denver',
  'el-paso',
  'houston',
  'miami',
  'phoenix',
  'seattle',
];

const weekdays = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
] as const;

/**
 * Opens the offices that tests press at day and night: an alert at a closed one is called on at
 * once, and a test must not turn out differently at night.
 */
export async function openOffices(
  system: System,
  identityProviderSecret: string,
  alertsDatabase: string,
): Promise<void> {
  const boss = developmentOfficers(identityProviderSecret).find(
    ({ clientId }) => clientId === 'officer-administrator',
  );
  if (boss === undefined) throw new Error('There is no administrator');
  const credential = officerCredential(officerTokens(system.issuer, boss));
  const client = createAdministratorClient({ url: system.graphqlUrl, credential });
  const weekly = weekdays.map((weekday) => ({ weekday, opens: '00:00', closes: '24:00' }));
  for (const consulateCode of offices) {
    const said = { confirmedOn: '2026-11-21', confirmedBy: 'test' };
    const input = { consulateCode, timeZone: 'America/Chicago', weekly, ...said };
    successOf(await client.setOfficeHours({ input }));
  }
  client.close();
  await withConnection(alertsDatabase, async (alerts) => {
    for (;;) {
      const { rows } = await alerts.query<{ count: number }>(
        `select count(*)::integer as count from directory_office
         where hours->'weekly' @> '[{"weekday": "SUNDAY"}]'`,
      );
      if (rows[0]?.count === offices.length) return;
      await delay(20);
    }
  });
}
