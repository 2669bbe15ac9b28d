import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { describeError } from './log.ts';

/** The lines a process writes that logs what the statements say. */
function linesOf(statements: string): Record<string, unknown>[] {
  const module = new URL('log.ts', import.meta.url).href;
  const source = `import { createLog } from '${module}';\n${statements}`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module-typescript', '--disable-warning=ExperimentalWarning', '--eval', source],
    { encoding: 'utf8', env: { NODE_OPTIONS: '' } },
  );
  expect(stderr).toBe('');
  const lines = stdout.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

const planted = ['María', '+15555550123', '29.7604', 'Bearer'];

test('the log takes the fields on its list and no other, whoever adds them', () => {
  const lines = linesOf(`
    const log = createLog('alerts', 'debug');
    const fields = {
      requestId: 'request-1', port: 4003, name: 'María', phone: '+15555550123',
      latitude: 29.7604, headers: { authorization: 'Bearer x' }, msg: 'María', level: 'María',
    };
    for (const level of ['debug', 'info', 'warn', 'error']) log[level]('Said', fields);
    log.info('Said without fields');
  `);
  expect(lines).toHaveLength(5);
  for (const [index, line] of lines.slice(0, 4).entries()) {
    expect(line).toEqual({
      level: (index + 2) * 10,
      time: expect.any(String),
      service: 'alerts',
      requestId: 'request-1',
      port: 4003,
      msg: 'Said',
    });
  }
});

test('the log says where an error came from and of which class, never what it quotes', () => {
  const lines = linesOf(`
    const cause = Object.assign(new TypeError('duplicate key (María)'), { code: '23505' });
    const error = new Error('María at +15555550123\\n    at 29.7604 Bearer x', { cause });
    error.detail = 'María';
    createLog('alerts').error('Failed', { error });
    createLog('alerts').error('Failed', { error: 'María' });
  `);
  expect(lines[0]).toMatchObject({
    error: { name: 'Error', cause: { name: 'TypeError', code: '23505' } },
  });
  expect(lines[1]).toMatchObject({ error: { name: 'string' } });
  const text = JSON.stringify(lines);
  for (const word of planted) expect([word, text.includes(word)]).toEqual([word, false]);
});

test('the log writes nothing below its level', () => {
  expect(linesOf(`createLog('alerts', 'warn').info('Said');`)).toEqual([]);
});

describe('describeError', () => {
  test('keeps the frames of the stack', () => {
    const { at } = describeError(new Error('María')) as { at: string[] };
    expect(at[0]).toMatch(/log\.test/);
    expect(at.length).toBeLessThanOrEqual(8);
  });

  test.each([
    ['in lines like frames', new Error('no\n    at María (file.ts:1:1)\n    at +15555550123:1:1')],
    ['that was changed later', Object.assign(new Error('    at María:1:1'), { message: 'x' })],
    ['of an error without a stack', Object.assign(new Error('María'), { stack: undefined })],
  ])('drops a message %s', (_case, error) => {
    expect(JSON.stringify(describeError(error))).not.toMatch(/María|5555550123/);
  });

  test.each([[null], [undefined], ['María'], [{ message: 'María', code: 'María' }]])(
    'says nothing of a thrown %j but its type',
    (thrown) => {
      expect(describeError(thrown)).toEqual({ name: typeof thrown });
    },
  );
});
