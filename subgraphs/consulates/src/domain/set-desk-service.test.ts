import { expect, test } from '@jest/globals';
import { testAdditionalDesk, testConsulate, testDirectory } from '../testing/directory.ts';
import { requireClosable, withDeskService } from './set-desk-service.ts';

const boise = testConsulate('boise');
const second = testAdditionalDesk('second-team', boise);
const { desks, ...rest } = testDirectory(boise);
const content = { ...rest, desks: [...desks, second] };

test('only an additional desk is closed by itself; the others say what to do instead', () => {
  const refusals = content.desks.map((desk) => {
    try {
      requireClosable(desk);
      return [desk.code, null];
    } catch (error) {
      return [desk.code, (error as Error).message];
    }
  });
  expect(refusals).toEqual([
    [
      'boise',
      'deskCode: is the desk of a consulate, which follows its office: use setOfficeService',
    ],
    ['national', 'deskCode: is a desk that is always in service'],
    ['second-team', null],
  ]);
});

test('closing a desk touches no other, not even of the same consulate', () => {
  const closed = withDeskService(content, second, 'PLANNED_CLOSURE');
  expect(closed.desks).toEqual([...desks, { ...second, outOfService: 'PLANNED_CLOSURE' }]);
  expect(closed.consulates).toEqual(content.consulates);
  expect(withDeskService(closed, second, null)).toEqual(content);
});
