import type { FollowerClient } from '@alert-button/sdk/follower';

type Release = NonNullable<Awaited<ReturnType<FollowerClient['publicOutcomes']>>>['nodes'][number];

/** What goes with the figures, so that nobody reads more out of them than is in them. */
const notes = [
  'Calls for help of persons who agreed to be counted; drills are not among them.',
  'Each call is in one group. A group has the calls of eleven persons or more, and is never changed.',
  'Of each part of a course the words say what it may be; several words where one would tell of few.',
  'A state that is null or empty is what was left of all states. Weeks are those of ISO 8601, in UTC.',
  'Nothing is published earlier than thirty days after the last week of it.',
] as const;

async function allReleases(client: FollowerClient): Promise<readonly Release[]> {
  const releases: Release[] = [];
  for (let after: string | null = null; ;) {
    const page: Awaited<ReturnType<FollowerClient['publicOutcomes']>> = await client.publicOutcomes(
      { first: 100, after },
    );
    if (page === null) throw new Error('The figures are there for everybody');
    releases.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return releases;
    after = page.pageInfo.endCursor;
  }
}

/** All figures with what they mean, as JSON. */
export async function outcomesJson(client: FollowerClient): Promise<string> {
  const releases = (await allReleases(client)).map(({ releasedAt, ...release }) => ({
    ...release,
    releasedOn: releasedAt.toISOString().slice(0, 10),
  }));
  return JSON.stringify({ notes, releases });
}

const columns = [
  ...['state', 'fromWeek', 'toWeek', 'releasedOn'],
  ...['alerts', 'acknowledged', 'lawyer', 'visit', 'result'],
] as const;

/**
 * The same as CSV (RFC 4180), a line for each group; several words of one part with a space between
 * them. No word has a comma or a quotation mark in it.
 */
export async function outcomesCsv(client: FollowerClient): Promise<string> {
  const lines = (await allReleases(client)).flatMap(
    ({ state, fromWeek, toWeek, releasedAt, groups }) =>
      groups.map(({ alerts, acknowledged, lawyer, visit, result }) => [
        ...[state ?? '', fromWeek, toWeek, releasedAt.toISOString().slice(0, 10)],
        ...[String(alerts), ...[acknowledged, lawyer, visit, result].map((one) => one.join(' '))],
      ]),
  );
  return [columns, ...lines].map((line) => `${line.join(',')}\r\n`).join('');
}
