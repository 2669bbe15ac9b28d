import type { Page } from '../commands/input.ts';
import { readOutcomes, type OutcomeRelease as Release } from '../commands/read-outcomes.ts';
import { alertResults, outcomeDelays } from '../domain/course.ts';
import type { OutcomeGroup as Group } from '../domain/outcome-groups.ts';
import { builder, pageInfo } from './builder.ts';
import { described } from './described.ts';

const OutcomeDelay = described(
  'OutcomeDelay',
  'How long something took from the press on; each is longer than the one before.',
  outcomeDelays,
  {
    WITHIN_5_MINUTES: 'At most five minutes.',
    WITHIN_15_MINUTES: 'At most a quarter of an hour.',
    WITHIN_1_HOUR: 'At most an hour.',
    WITHIN_1_DAY: 'At most a day.',
    WITHIN_3_DAYS: 'At most three days.',
    WITHIN_1_WEEK: 'At most a week.',
    LATER: 'Longer than a week.',
    NOT_YET: 'It had not happened when this was released.',
  },
);

const AlertResult = described('AlertResult', 'What came of a call for help.', alertResults, {
  ADVISED: 'The person was advised; nothing more was needed.',
  RELEASED: 'Was released without bond.',
  RELEASED_ON_BOND: 'Was released on bond.',
  RELIEF_GRANTED: 'May stay: relief was granted, or the case was ended.',
  VOLUNTARY_DEPARTURE: 'Left by voluntary departure.',
  REMOVED: 'Was removed from the country.',
  DECLINED_HELP: 'Did not want help.',
  UNREACHABLE: 'Could not be reached in spite of trying.',
  OPEN: 'The case was open when this was released.',
  NO_MATTER: 'No case came of it.',
});

const OutcomeGroup = builder.objectRef<Group>('OutcomeGroup').implement({
  description:
    'Calls for help of eleven persons or more. Of each part of their course it says what it may be: one word where all had that, several where it would tell of few.',
  fields: (t) => ({
    alerts: t.exposeInt('alerts', { description: 'How many calls for help they are.' }),
    acknowledged: t.field({
      type: [OutcomeDelay],
      description: 'Until an officer first answered.',
      resolve: ({ acknowledged }) => [...acknowledged],
    }),
    lawyer: t.field({
      type: [OutcomeDelay],
      description: 'Until a provider of legal aid took the case.',
      resolve: ({ lawyer }) => [...lawyer],
    }),
    visit: t.field({
      type: [OutcomeDelay],
      description: 'Until a consular officer saw the person.',
      resolve: ({ visit }) => [...visit],
    }),
    result: t.field({
      type: [AlertResult],
      description: 'What came of it.',
      resolve: ({ result }) => [...result],
    }),
  }),
});

const OutcomeRelease = builder.objectRef<Release>('OutcomeRelease').implement({
  description:
    'What became of the calls for help of one state and some weeks, of persons who agreed to be counted. Released once and never changed; no call is in two of them.',
  fields: (t) => ({
    state: t.exposeString('state', {
      nullable: true,
      description: 'Postal abbreviation; null for what was left of all states, and outside them.',
    }),
    fromWeek: t.exposeString('fromWeek', { description: 'First week (ISO 8601), `2026-W45`.' }),
    toWeek: t.exposeString('toWeek', { description: 'Last week, itself included.' }),
    releasedAt: t.expose('releasedAt', {
      type: 'DateTime',
      description: 'When: thirty days or more after the last of it. Nothing later is in it.',
    }),
    groups: t.field({
      type: [OutcomeGroup],
      description: 'No call is in two of them.',
      resolve: ({ groups }) => [...groups],
    }),
  }),
});

const OutcomeReleasePage = builder.objectRef<Page<Release>>('OutcomeReleasePage').implement({
  description: 'Releases in their order.',
  fields: (t) => ({
    nodes: t.field({
      type: [OutcomeRelease],
      description: 'What was released first comes first.',
      resolve: (page) => [...page.nodes],
    }),
    pageInfo: t.field({
      type: pageInfo,
      description: 'Whether there are more.',
      resolve: ({ hasNextPage, endCursor }) => ({ hasNextPage, endCursor }),
    }),
  }),
});

builder.queryField('publicOutcomes', (t) =>
  t.field({
    type: OutcomeReleasePage,
    nullable: true,
    description:
      'What became of calls for help, for everybody: never of fewer than eleven persons, neither by itself nor by taking one number from another.',
    args: {
      first: t.arg.int({ defaultValue: 50, required: true, description: 'At most 100.' }),
      after: t.arg.string({ description: 'The end cursor of the page before.' }),
    },
    resolve: (_root, { first, after }, { services, ...asking }) =>
      readOutcomes(services, asking, { first, after: after ?? null }),
  }),
);
