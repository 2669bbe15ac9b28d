import { expect, test } from '@jest/globals';
import { readDetentionFacilities, readRightsGuides } from './shipped-file.ts';

test('ids of facilities never change', async () => {
  const { facilities } = await readDetentionFacilities();
  const stewart = facilities.find(({ name }) => name === 'Stewart Detention Center');
  expect(stewart?.id).toMatchInlineSnapshot(`"37307417-b454-5884-a283-1e03806e3160"`);
});

test.each([readDetentionFacilities, readRightsGuides])(
  '%p says what is wrong',
  async (readFile) => {
    await expect(readFile(new URL('file:///nowhere'))).rejects.toThrow('cannot be read');
    await expect(readFile(new URL(import.meta.url))).rejects.toThrow('they are not JSON');
  },
);
