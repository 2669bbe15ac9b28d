import { describe, expect, test } from '@jest/globals';
import { GraphQLError } from 'graphql';
import type { FeedQuery } from './feed-query.ts';
import { cursorAlias, pageAlias, typeAlias } from './rewrite.ts';
import { readPageResult, type PageResult } from './page.ts';

const feed: FeedQuery = {
  feed: 'desk:a',
  responseKey: 'mine',
  query: '',
  variables: {},
  after: null,
  isPersonal: false,
};
const item = (cursor: string, fields: object = {}, type = 'AlertEvent') => ({
  [typeAlias]: type,
  [cursorAlias]: cursor,
  ...fields,
});
const page = (items: readonly (object | null)[]) => ({
  [pageAlias]: { items, endCursor: 'end', hasMore: true },
});
const read = (data: Record<string, unknown> | null, errors?: readonly GraphQLError[]) =>
  readPageResult(feed, { data, ...(errors === undefined ? {} : { errors }) }, 'request-1');

function framesOf(result: PageResult) {
  if (result.kind !== 'PAGE') throw new Error(`Not a page but ${result.kind}`);
  return result.frames.map(({ json, ...rest }) => ({
    ...rest,
    payload: JSON.parse(json) as Record<string, unknown>,
  }));
}

describe('readPageResult', () => {
  test("cuts a page into payloads of the client's own shape, without the gateway's fields", () => {
    const result = read(page([item('1', { kind: 'RAISED' }), item('2', {}, 'FeedHeartbeat')]));
    expect(result).toMatchObject({ kind: 'PAGE', endCursor: 'end', hasMore: true });
    expect(framesOf(result)).toEqual([
      { cursor: '1', isHeartbeat: false, payload: { data: { mine: { kind: 'RAISED' } } } },
      { cursor: '2', isHeartbeat: true, payload: { data: { mine: {} } } },
    ]);
  });

  test('an unreadable item is null with its error, and its neighbours are whole', () => {
    const broken = new GraphQLError('secret', { path: [pageAlias, 'items', 1, 'alert'] });
    const frames = framesOf(read(page([item('1'), null, item('3')]), [broken]));
    expect(frames.map(({ cursor }) => cursor)).toEqual(['1', null, '3']);
    expect(frames[0]?.payload).toEqual({ data: { mine: {} } });
    expect(frames[1]?.payload).toEqual({
      errors: [
        {
          message: 'Unexpected error.',
          path: ['mine', 'alert'],
          extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'request-1' },
        },
      ],
      data: null,
    });
    expect(frames[2]?.payload).not.toHaveProperty('errors');
  });

  test('an error of one field stands at its place in the answer of its item', () => {
    const path = [pageAlias, 'items', 0, 'alert', 'timeline', 2, 'at'];
    const [frame] = framesOf(
      read(page([item('1', { alert: null })]), [new GraphQLError('x', { path })]),
    );
    expect(frame?.payload['errors']).toMatchObject([
      { path: ['mine', 'alert', 'timeline', 2, 'at'] },
    ]);
  });

  test.each(['BAD_USER_INPUT', 'NOT_FOUND', 'UNAUTHENTICATED', 'GRAPHQL_VALIDATION_FAILED'])(
    '%s refuses the feed, in the words that were said',
    (code) => {
      const said = new GraphQLError('after: is not a cursor', { extensions: { code } });
      for (const data of [null, { [pageAlias]: null }]) {
        expect(read(data, [said])).toEqual({
          kind: 'REFUSED',
          error: {
            message: 'after: is not a cursor',
            extensions: { code, requestId: 'request-1' },
          },
        });
      }
    },
  );

  test('a feed that is not there, or not theirs, is refused', () => {
    expect(read({ [pageAlias]: null })).toMatchObject({
      kind: 'REFUSED',
      error: { message: 'No such feed.', extensions: { code: 'NOT_FOUND' } },
    });
  });

  test('an outage refuses nobody', () => {
    for (const error of [
      new GraphQLError('x', { originalError: new Error('ECONNREFUSED') }),
      new GraphQLError('x', { extensions: { code: 'DOWNSTREAM_SERVICE_ERROR' } }),
      new GraphQLError('x', { path: [pageAlias], extensions: { code: 'INTERNAL_SERVER_ERROR' } }),
    ]) {
      expect(read(null, [error])).toEqual({ kind: 'UNAVAILABLE' });
    }
  });
});
