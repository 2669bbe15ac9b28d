import type { OfficerClient } from '@alert-button/sdk/officer';

/** The whole feed as the query gives it: what the live feed must have brought. */
export async function wholeFeed(officer: OfficerClient, deskId: string, from: string) {
  const cursors: string[] = [];
  const alerts = new Set<string>();
  let after = from;
  for (;;) {
    const page = await officer.deskEvents({ deskId, after, first: 100 });
    if (page === null) throw new Error('The officer may not read the desk');
    for (const item of page.items) {
      if (item?.__typename !== 'AlertEvent') continue;
      cursors.push(item.cursor);
      if (item.alert) alerts.add(item.alert.id);
    }
    after = page.endCursor;
    if (!page.hasMore) return { cursors, alerts };
  }
}
