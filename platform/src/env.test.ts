import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { Environment, EnvironmentError } from './env.ts';

type Values = Record<string, string | undefined>;

/** What is read, and what `done` complains of; null when it is content. */
function read<T>(
  values: Values,
  ask: (env: Environment) => T,
): { value: T; problem: string | null } {
  const env = new Environment(values);
  const value = ask(env);
  try {
    env.done();
    return { value, problem: null };
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    return { value, problem: error.message };
  }
}

const problemOf = (values: Values, ask: (env: Environment) => unknown) => read(values, ask).problem;

describe('a text', () => {
  test.each([
    ['as given', { NAME: 'x' }, 'x'],
    ['else the fallback', {}, 'fallback'],
    ['the fallback when empty', { NAME: '' }, 'fallback'],
  ])('is %s', (_case, values, expected) => {
    expect(read(values, (env) => env.text('NAME', 'fallback'))).toEqual({
      value: expected,
      problem: null,
    });
  });

  test.each([[{}], [{ NAME: '' }], [{ NAME: undefined }]])('is missing in %j', (values) => {
    expect(problemOf(values, (env) => env.text('NAME'))).toBe('NAME is missing');
  });
});

describe('a list of URLs', () => {
  test('is one, or several with commas between them', () => {
    const listOf = (spelling: string) => read({ URLS: spelling }, (env) => env.urls('URLS')).value;
    expect(listOf('http://one/a')).toEqual(['http://one/a']);
    expect(listOf('http://one/a, http://two/b')).toEqual(['http://one/a', 'http://two/b']);
  });

  test.each(['one', 'http://one,', 'http://one,two', ','])('is not %j', (spelling) => {
    const problem = problemOf({ URLS: spelling }, (env) => env.urls('URLS'));
    expect(problem).toBe('URLS must be one URL, or several separated by commas');
  });

  test.each([{}, { URLS: '' }])('is missing in %j', (values) => {
    expect(problemOf(values, (env) => env.urls('URLS'))).toBe('URLS is missing');
  });
});

describe('a whole number', () => {
  test.each([
    ['4003', 4003],
    ['0', 0],
    [' 80 ', 80],
    ['', 7],
    [undefined, 7],
  ])('reads %j as %d', (spelling, expected) => {
    expect(read({ PORT: spelling }, (env) => env.integer('PORT', 7))).toEqual({
      value: expected,
      problem: null,
    });
  });

  test.each(['-1', '1.5', 'four', '4003x', 'NaN', 'Infinity', '1e400', '4,003'])(
    'refuses %j',
    (spelling) => {
      const problem = problemOf({ PORT: spelling }, (env) => env.integer('PORT', 7));
      expect(problem).toBe('PORT must be a whole number, zero or more');
    },
  );
});

describe('a URL', () => {
  test.each(['postgres://a:b@localhost:5432/alerts', 'http://127.0.0.1:4003/internal/hints'])(
    'may be %s',
    (url) => {
      expect(read({ ADDRESS: url }, (env) => env.url('ADDRESS'))).toEqual({
        value: url,
        problem: null,
      });
    },
  );

  test.each(['not a url', '/graphql', '//host', 'http://'])('may not be %j', (url) => {
    const problem = problemOf({ ADDRESS: url }, (env) => env.url('ADDRESS'));
    expect(problem).toBe('ADDRESS must be a URL');
  });
});

describe('JSON', () => {
  test('is parsed', () => {
    const { value } = read({ URLS: '{"people":"http://p"}' }, (env) => env.json('URLS'));
    expect(value).toEqual({ people: 'http://p' });
  });

  test.each(['{', 'people', "{'a':1}"])('may not be %j', (text) => {
    expect(problemOf({ URLS: text }, (env) => env.json('URLS'))).toBe('URLS must be JSON');
  });

  test.each([[{}], [{ URLS: '' }], [{ URLS: 'null' }]])('is missing in %j', (values) => {
    expect(problemOf(values, (env) => env.json('URLS'))).toBe('URLS is missing');
  });
});

describe('a key', () => {
  const secret = randomBytes(32).toString('base64');

  test('has a name and 32 bytes', () => {
    const { value, problem } = read({ KEY: `2026-11:${secret}` }, (env) => env.namedKey('KEY'));
    expect(problem).toBeNull();
    expect([value.id, value.secret.toString('base64')]).toEqual(['2026-11', secret]);
  });

  test('can be several, none of them empty', () => {
    const keys = `one:${secret}, two:${secret}`;
    const { value, problem } = read({ KEYS: keys }, (env) => env.namedKeys('KEYS'));
    expect([problem, value.map(({ id }) => id)]).toEqual([null, ['one', 'two']]);
    const readKeys = (env: Environment) => env.namedKeys('KEYS');
    expect(problemOf({ KEYS: `${keys},` }, readKeys)).toBe('KEYS has an empty key');
    expect(problemOf({ KEYS: '' }, readKeys)).toBe('KEYS is missing');
  });

  test.each([
    ['no name', `:${secret}`],
    ['no separator', secret],
    ['too short', `id:${randomBytes(31).toString('base64')}`],
    ['too long', `id:${randomBytes(33).toString('base64')}`],
    ['no bytes', 'id:'],
    ['not base64', 'id:***'],
  ])('is refused with %s', (_case, value) => {
    const problem = problemOf({ KEY: value }, (env) => env.namedKey('KEY'));
    expect(problem).toBe('KEY must be <id>:<base64 of 32 bytes>');
  });

  test.each([
    ['a kid', '{"kty":"OKP"}'],
    ['a kty', '{"kid":"a"}'],
    ['an object', '"a"'],
  ])('in JSON is refused without %s', (_case, value) => {
    const problem = problemOf({ KEY: value }, (env) => env.jwk('KEY'));
    expect(problem).toBe('KEY must be a JSON Web Key with "kty" and "kid"');
  });
});

describe('in production', () => {
  const secret = randomBytes(32).toString('base64');
  const development: Values = {
    JWK: '{"kty":"OKP","kid":"development-1"}',
    KEY: `development-1:${secret}`,
    TOKEN: `development-${secret}`,
  };
  const real: Values = {
    JWK: '{"kty":"OKP","kid":"2026-11"}',
    KEY: `2026-11:${secret}`,
    TOKEN: secret,
  };
  const readAll = (env: Environment) => [
    env.jwk('JWK'),
    env.namedKey('KEY'),
    env.secretText('TOKEN'),
  ];

  test('development secrets are refused, each by name', () => {
    const problem = problemOf({ ...development, NODE_ENV: 'production' }, readAll);
    const refusal = 'is a development secret and cannot be used in production';
    expect(problem).toBe(['JWK', 'KEY', 'TOKEN'].map((name) => `${name} ${refusal}`).join('; '));
  });

  test('missing secrets are refused, each by name', () => {
    const problem = problemOf({ NODE_ENV: 'production' }, readAll);
    for (const name of ['JWK', 'KEY', 'TOKEN']) expect(problem).toContain(name);
  });

  test('real secrets are taken', () => {
    expect(problemOf({ ...real, NODE_ENV: 'production' }, readAll)).toBeNull();
  });

  test.each([undefined, '', 'Development', 'prod', 'staging'])(
    'is whoever says %j, so that a forgotten variable opens no door',
    (mode) => {
      const problem = problemOf({ ...development, NODE_ENV: mode }, readAll);
      expect(problem).toContain('cannot be used in production');
    },
  );

  test.each(['development', 'test'])('is not %s, which takes development secrets', (mode) => {
    expect(problemOf({ ...development, NODE_ENV: mode }, readAll)).toBeNull();
  });
});

test('a short shared token is refused', () => {
  const problem = problemOf({ TOKEN: 'short' }, (env) => env.secretText('TOKEN'));
  expect(problem).toBe('TOKEN needs 32 characters');
});

test('everything is told at once, and no value with it', () => {
  const values = {
    NODE_ENV: 'production',
    PORT: 'planted-port',
    ADDRESS: 'planted address',
    URLS: '{"planted',
    JWK: '{"planted":1}',
    KEY: 'development-planted:planted',
    TOKEN: 'development-planted',
  };
  const problem = problemOf(values, (env) => [
    env.text('NAME'),
    env.integer('PORT', 1),
    env.url('ADDRESS'),
    env.json('URLS'),
    env.jwk('JWK'),
    env.namedKey('KEY'),
    env.secretText('TOKEN'),
  ]);
  for (const name of ['NAME', ...Object.keys(values).slice(1)]) expect(problem).toContain(name);
  expect(problem).not.toContain('planted');
});
