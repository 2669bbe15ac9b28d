import { describe, expect, test } from '@jest/globals';
import { createReplicas, NotServingError } from './replicas.ts';

const lists = { alerts: 'http://one/graphql, http://two/graphql', people: 'http://only/graphql' };

const refused = () => Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
const wrapped = () => new TypeError('fetch failed', { cause: refused() });
const cut = () => Object.assign(new Error('cut'), { code: 'ECONNRESET' });

/** Work that fails as it is told for a host, and a list of the hosts that were asked. */
function createWork(failures: Partial<Record<string, () => Error>> = {}) {
  const asked: string[] = [];
  const work = async ({ host }: URL) => {
    asked.push(host);
    const failure = failures[host];
    if (failure !== undefined) throw failure();
    return host;
  };
  return { asked, work, failures };
}

describe('the processes of a subgraph', () => {
  test('are asked in turn', async () => {
    const replicas = createReplicas(lists);
    const { asked, work } = createWork();
    for (let count = 0; count < 4; count += 1) await replicas.reach('alerts', work);
    expect(asked.toSorted()).toEqual(['one', 'one', 'two', 'two']);
    expect(asked[0]).not.toBe(asked[1]);
    expect(await replicas.reach('people', work)).toBe('only');
  });

  test.each([
    ['refuses the connection', refused],
    ['refuses it, as fetch tells', wrapped],
    ['is closing', () => new NotServingError('closing')],
  ])('stand in for one that %s', async (_, failure) => {
    const replicas = createReplicas(lists);
    const { work } = createWork({ one: failure });
    for (let count = 0; count < 4; count += 1) {
      expect(await replicas.reach('alerts', work)).toBe('two');
    }
  });

  test('do not repeat what one may have done', async () => {
    const replicas = createReplicas({ alerts: 'http://one' });
    const { asked, work } = createWork({ one: cut, two: cut });
    await expect(replicas.reach('alerts', work)).rejects.toThrow('cut');
    expect(asked).toEqual(['one']);
  });

  test('are left alone for a while after any failure, and then asked again', async () => {
    let time = 0;
    const replicas = createReplicas(lists, () => time);
    const { asked, work, failures } = createWork({ one: cut });
    await Promise.allSettled([replicas.reach('alerts', work), replicas.reach('alerts', work)]);
    expect(asked.toSorted()).toEqual(['one', 'two']);
    delete failures['one'];
    for (let count = 0; count < 4; count += 1) await replicas.reach('alerts', work);
    expect(asked.slice(2)).toEqual(['two', 'two', 'two', 'two']);
    time += 5_000;
    for (let count = 0; count < 2; count += 1) await replicas.reach('alerts', work);
    expect(asked.slice(6).toSorted()).toEqual(['one', 'two']);
  });

  test('are not blamed for who went away', async () => {
    const replicas = createReplicas(lists);
    const { asked, work, failures } = createWork({
      one: () => new DOMException('gone', 'AbortError'),
    });
    await expect(replicas.reach('alerts', work)).rejects.toThrow('gone');
    delete failures['one'];
    for (let count = 0; count < 2; count += 1) await replicas.reach('alerts', work);
    expect(asked).toEqual(['one', 'two', 'one']);
  });

  test('take their turns whatever else is asked in between', async () => {
    const replicas = createReplicas(lists);
    const { asked, work } = createWork();
    for (let count = 0; count < 2; count += 1) {
      await replicas.reach('alerts', work);
      await replicas.reach('people', work);
    }
    expect(asked).toEqual(['one', 'only', 'two', 'only']);
  });

  test('are asked although they rest when no other is left', async () => {
    const replicas = createReplicas(lists);
    const { work, failures } = createWork({ one: refused, two: refused });
    await expect(replicas.reach('alerts', work)).rejects.toThrow('refused');
    delete failures['two'];
    expect(await replicas.reach('alerts', work)).toBe('two');
  });

  test('that nobody knows cannot be asked', async () => {
    const { work } = createWork();
    await expect(createReplicas(lists).reach('unknown', work)).rejects.toThrow('Nobody knows');
  });
});
