import { describe, expect, test } from '@jest/globals';
import { createCountyIndex } from '@alert-button/platform/geography/counties.ts';
import { readCountyNames } from '@alert-button/platform/geography/county-names.ts';
import { sourceOf } from '../domain/consulate.ts';
import { buildDirectory } from '../domain/directory.ts';
import { listedCounties } from '../domain/jurisdiction.ts';
import { stateByFips } from '../domain/state.ts';
import { readShippedDirectory } from './shipped-directory.ts';

const shipped = await readShippedDirectory();
const { consulates, desks } = shipped;
const directory = buildDirectory(shipped);

function tally(values: readonly string[]) {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

describe('the shipped directory', () => {
  test('has 53 consulates with a desk each, and the two central desks', () => {
    expect(directory).not.toBeNull();
    expect(consulates).toHaveLength(53);
    expect(new Set(consulates.map(({ code }) => code)).size).toBe(53);
    expect(tally(desks.map(({ kind }) => kind))).toEqual({
      CONSULATE: 53,
      CALL_CENTRE: 1,
      NATIONAL: 1,
    });
  });

  test('gives the same ids in every installation', () => {
    expect(directory?.consulate({ code: 'houston' })?.id).toMatchInlineSnapshot(
      `"bb325ab8-d081-5cd7-9d32-a2a8e9e83e4c"`,
    );
    expect(directory?.desk({ code: 'houston' })?.id).toMatchInlineSnapshot(
      `"6c19ebf3-2ef3-5292-85c1-5b22ea62afbb"`,
    );
    expect(directory?.desk({ code: 'call-centre' })?.id).toMatchInlineSnapshot(
      `"cc8a082e-7782-5df6-9dfd-1928b9a8034f"`,
    );
    expect(directory?.desk({ code: 'national' })?.id).toMatchInlineSnapshot(
      `"39a36c8b-2866-5c90-a120-2b0557dd41ac"`,
    );
  });

  test('lists 2,636 counties, each for one consulate, and none that does not exist', () => {
    const listed = consulates.flatMap(({ jurisdiction }) => listedCounties(jurisdiction));
    const names = readCountyNames();
    expect(listed).toHaveLength(2636);
    expect(new Set(listed.map(({ fips }) => fips)).size).toBe(2636);
    expect(listed.filter(({ fips }) => !names.has(fips))).toEqual([]);
    expect(tally(consulates.map(({ jurisdiction }) => jurisdiction.completeness))).toEqual({
      COMPLETE: 10,
      COMPLETE_UNVERIFIED: 11,
      PARTIAL: 9,
      SEAT_ONLY: 23,
    });
  });

  test('lists every county under its own state', () => {
    const listings = consulates.flatMap(({ jurisdiction }) => jurisdiction.listings);
    const misplaced = listings.filter(({ state, countyFips }) =>
      countyFips.some((fips) => stateByFips[fips.slice(0, 2)] !== state),
    );
    expect(misplaced).toEqual([]);
  });

  test('keeps apart the two ways in which counties of Florida are known for Miami', () => {
    const miami = directory?.consulate({ code: 'miami' });
    const florida = miami?.jurisdiction.listings.map(({ basis, countyFips }) => [
      basis,
      countyFips.length,
    ]);
    expect(florida).toEqual([
      ['SEAT_COUNTY', 1],
      ['SOURCE', 5],
    ]);
  });

  test('puts every office into the state it is said to be in', () => {
    const counties = createCountyIndex();
    const elsewhere = consulates.filter(({ position, state }) => {
      const county = counties.countyAt(position);
      return county === null || stateByFips[county.fips.slice(0, 2)] !== state;
    });
    expect(elsewhere.map(({ code }) => code)).toEqual([]);
  });

  test('writes telephone numbers in E.164 form, and records a source for each it gives', () => {
    for (const consulate of consulates) {
      for (const number of [consulate.phone, consulate.protectionPhone]) {
        if (number !== null) expect(number).toMatch(/^\+1\d{10}$/);
      }
      expect(sourceOf(consulate, 'PHONE') !== null).toBe(consulate.phone !== null);
      expect(sourceOf(consulate, 'PROTECTION_PHONE') !== null).toBe(
        consulate.protectionPhone !== null,
      );
    }
    expect(directory?.fallbackPhone).toBe('+15206237874');
  });

  test('says of no hours and no regional group that they are current', () => {
    for (const consulate of consulates) {
      expect(consulate.hours?.weekly.length).toBeGreaterThan(0);
      expect(sourceOf(consulate, 'HOURS')?.isRecheckNeeded).toBe(true);
      expect(consulate.regionalGroup).not.toBeNull();
      expect(sourceOf(consulate, 'REGIONAL_GROUP')?.isVerified).toBe(false);
    }
    const verified = consulates.filter((one) => sourceOf(one, 'HOURS')?.isVerified);
    expect(verified.map(({ code }) => code)).toEqual(['tucson']);
  });

  test('gives every office a time zone by which its clocks agree with its longitude', () => {
    const noon = new Date('2026-01-15T12:00:00Z');
    for (const { code, hours, position } of consulates) {
      const timeZone = hours?.timeZone ?? '';
      const format = new Intl.DateTimeFormat('en', { timeZone, hour: '2-digit', hourCycle: 'h23' });
      const offset = Number(format.format(noon)) - 12;
      // Zones of law reach further west than those of the sun.
      expect([code, Math.abs(offset - position.longitude / 15) < 1.25]).toEqual([code, true]);
    }
  });

  test('has the same hash each time it is read', async () => {
    expect((await readShippedDirectory()).contentHash).toBe(shipped.contentHash);
  });
});
