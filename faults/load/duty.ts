import { randomUUID } from 'node:crypto';
import { withConnection } from '@alert-button/platform/database/connection.ts';
import { appendEvent } from '@alert-button/platform/event-log/append.ts';
import type { World } from '../world/world.ts';
import { watchedDesks } from './places.ts';

const officersPerDesk = 2;
const hours = 12;

/** Two officers on duty at each watched desk, so that steps of escalation have somebody to call. */
export async function planDuty({ databases }: World): Promise<void> {
  await withConnection(databases.consulates.owner, async (owner) => {
    for (const { code } of watchedDesks) {
      const { rows } = await owner.query<{ id: string; version: number; start: Date; end: Date }>(
        `select id, version, clock_timestamp() - interval '1 hour' as start,
           clock_timestamp() + $2 * interval '1 hour' as end from desk where code = $1`,
        [code, hours],
      );
      const [desk] = rows;
      if (desk === undefined) throw new Error(`There is no desk ${code}`);
      const shifts = Array.from({ length: officersPerDesk }, (_, index) => ({
        officerId: `duty-${code}-${index}`,
        startsAt: desk.start,
        endsAt: desk.end,
      }));
      await owner.query('begin');
      for (const { officerId, startsAt, endsAt } of shifts) {
        await owner.query('insert into roster_member (desk_id, officer_id) values ($1, $2)', [
          desk.id,
          officerId,
        ]);
        await owner.query(
          `insert into duty_shift (desk_id, officer_id, starts_at, ends_at) values ($1, $2, $3, $4)`,
          [desk.id, officerId, startsAt, endsAt],
        );
      }
      await appendEvent((text, values) => owner.query(text, [...values]), {
        id: randomUUID(),
        kind: 'DUTY_PUBLISHED',
        subjectId: desk.id,
        version: desk.version,
        feeds: [],
        payload: { deskId: desk.id, code, shifts },
      });
      await owner.query('commit');
    }
  });
}
