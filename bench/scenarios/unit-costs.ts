import type pg from 'pg';
import { withConnection } from '@alert-button/platform/database/connection.ts';
import { drive } from '../measure/drive.ts';
import { openHttpClient } from '../measure/http.ts';
import { percentile } from '../measure/latency.ts';

const alone = { clients: 1, seconds: 2 };

/** The median time of one durable insert, by one client on one connection. */
export function measureCommit(url: string): Promise<number> {
  return withConnection(url, async (client: pg.Client) => {
    await client.query('create table if not exists unit (id bigserial primary key)');
    const { answered } = await drive(
      alone,
      () => true,
      () => client.query('insert into unit default values'),
    );
    return percentile(answered, 0.5);
  });
}

/** The median time of a request that is answered at once, by one client on one connection. */
export async function measureHop(origin: string): Promise<number> {
  await using http = openHttpClient(origin, 1);
  const { answered } = await drive(
    alone,
    () => true,
    () => http.post('/nothing', '{}'),
  );
  return percentile(answered, 0.5);
}
