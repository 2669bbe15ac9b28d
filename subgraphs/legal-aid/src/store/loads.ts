import type { ProviderLoad } from '../domain/match.ts';
import type { Provider } from '../domain/provider.ts';
import type { SqlTransaction } from '@alert-button/platform/database/open-database.ts';

/** So many days of offers say how somebody answers now. */
const rememberedDays = 90;

interface LoadRow {
  readonly id: string;
  readonly states: string[];
  readonly counties: string[];
  readonly areas: Provider['areas'];
  readonly languages: string[];
  readonly capacity: number;
  readonly standing: Provider['standing'];
  readonly held: number;
  readonly answered: number;
  readonly lapsed: number;
  readonly last_offered_at: Date | null;
}

const select = `
  select provider.id, states, counties, areas, languages, capacity, standing, held, answered,
    lapsed, last_offered_at
  from provider
  cross join lateral (
    select count(*)::integer as held from provider_slot
    where provider_id = provider.id and matter_id is not null
  ) as slots
  cross join lateral (
    select count(*) filter (where status in ('ACCEPTED', 'DECLINED'))::integer as answered,
      count(*) filter (where status = 'LAPSED')::integer as lapsed,
      max(offered_at) as last_offered_at
    from matter_offer where provider_id = provider.id
      and offered_at > clock_timestamp() - make_interval(days => ${rememberedDays})
  ) as offers`;

const toLoad = (row: LoadRow): ProviderLoad => ({
  provider: {
    id: row.id,
    states: row.states,
    counties: row.counties,
    areas: row.areas,
    languages: row.languages,
    capacity: row.capacity,
    standing: row.standing,
  },
  heldCount: row.held,
  answeredCount: row.answered,
  lapsedCount: row.lapsed,
  lastOfferedAt: row.last_offered_at?.getTime() ?? null,
});

/** All who take on new matters and answer offers themselves, with what they have to do. */
export async function readLoads(transaction: SqlTransaction): Promise<ProviderLoad[]> {
  const rows = await transaction.$queryRawUnsafe<LoadRow[]>(
    `${select} where standing = 'ACTIVE' and organisation_id is not null`,
  );
  return rows.map(toLoad);
}

/** One of them; null when there is no such provider, or it takes on nothing now. */
export async function readLoad(
  transaction: SqlTransaction,
  providerId: string,
): Promise<ProviderLoad | null> {
  const [row] = await transaction.$queryRawUnsafe<LoadRow[]>(
    `${select} where standing = 'ACTIVE' and provider.id = $1::uuid`,
    providerId,
  );
  return row === undefined ? null : toLoad(row);
}
