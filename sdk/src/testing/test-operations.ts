import type { FeedItem, Operation } from '../operation.ts';

export interface TestItem extends FeedItem {
  readonly __typename: 'AlertEvent' | 'FeedHeartbeat' | 'FeedGap';
}

export const testFeed: Operation<TestItem, { readonly after?: string }> = {
  name: 'Events',
  kind: 'subscription',
  root: 'events',
  isRepeatable: false,
  text: `subscription Events($after: String) { events(after: $after) {
    __typename ... on AlertEvent { cursor } ... on FeedHeartbeat { cursor } ... on FeedGap { cursor }
    ... on AlertEventBatch { cursor events { __typename cursor } }
  } }`,
};

export const testQuery: Operation<string, Record<string, never>> = {
  name: 'Hello',
  kind: 'query',
  root: 'hello',
  isRepeatable: true,
  text: 'query Hello { hello }',
};
