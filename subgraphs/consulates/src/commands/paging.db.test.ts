import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { OfficerRole, Viewer } from '@alert-button/platform/viewer.ts';
import { mostChannels } from '../domain/officer-channel.ts';
import {
  administrator,
  openAdministration,
  type TestAdministration,
} from '../testing/administration.ts';
import type { ConsulatesCommands } from './index.ts';

let stage: TestAdministration;
let commands: ConsulatesCommands;

beforeAll(async () => {
  stage = await openAdministration();
  ({ commands } = stage);
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});
beforeEach(() => stage.reset());

function officer(officerId: string, desk = 'boise', role: OfficerRole = 'OFFICER') {
  const viewer: Viewer = { kind: 'OFFICER', officerId, desk, role };
  return { viewer, requestId: 'a-request' };
}
const one = officer('one');
const two = officer('two');
const anonymous = { viewer: { kind: 'ANONYMOUS' }, requestId: 'a-request' } as const;

const phone = '+525512345678';
const email = 'canaria.ocelotl@example.org';
const channels = () => commands.readOwnChannels(one);
async function idOf(kind: string): Promise<string> {
  const channel = (await channels()).find((found) => found.kind === kind);
  if (channel === undefined) throw new Error(`There is no channel of the kind ${kind}`);
  return channel.id;
}
async function shiftOf(officerId: string): Promise<string> {
  await commands.addRosterMember(administrator, { deskCode: 'boise', officerId });
  const startsAt = new Date();
  const endsAt = new Date(startsAt.getTime() + 3_600_000);
  await commands.addDutyShift(administrator, { deskCode: 'boise', officerId, startsAt, endsAt });
  return (await planned(officerId)).id;
}
async function planned(officerId: string) {
  const desk = stage.directory.current().desk({ code: 'boise' });
  const duty = desk === null ? [] : ((await commands.readDuty(administrator, desk)) ?? []);
  const shift = duty.find((found) => found.officerId === officerId);
  if (shift === undefined) throw new Error('What was added is in the plan');
  return shift;
}

describe('the channels of an officer', () => {
  test('are theirs alone, masked, in their order', async () => {
    await commands.addOfficerChannel(one, { phone });
    await commands.addOfficerChannel(one, { email });
    expect((await channels()).map(({ masked }) => masked)).toEqual([
      '•••• 5678',
      'c•••@example.org',
    ]);
    expect(await commands.readOwnChannels(two)).toEqual([]);
    const order = [await idOf('EMAIL'), await idOf('SMS')];
    await commands.setOfficerChannelOrder(one, { channelIds: order });
    expect((await channels()).map(({ id }) => id)).toEqual(order);
    await expect(commands.readOwnChannels(anonymous)).rejects.toThrow('Credentials');
  });

  test('stand nowhere in clear, not in the audit trail either', async () => {
    await commands.addOfficerChannel(one, { email });
    await commands.addOfficerChannel(one, { phone });
    await commands.sendTestPage(one, { channelId: await idOf('EMAIL') });
    const { rows } = await stage.owner.query<{ dump: string }>(
      `select concat((select string_agg(c::text, '') from officer_channel c),
         (select string_agg(m::text, '') from message m),
         (select string_agg(a::text, '') from audit_entry a),
         (select string_agg(e::text, '') from event e)) as dump`,
    );
    const dump = rows[0]?.dump ?? '';
    expect(dump).toContain('addOfficerChannel');
    for (const text of [email, phone, 'ocelotl', '5512345678', '5678']) {
      expect(dump).not.toContain(text);
      expect(dump).not.toContain(Buffer.from(text).toString('hex'));
    }
    const told = (await stage.audit()).map(({ action, facts }) => [action, facts]);
    expect(told).toEqual([
      ['addOfficerChannel', { kind: 'EMAIL', outcome: 'DONE' }],
      ['addOfficerChannel', { kind: 'SMS', outcome: 'DONE' }],
      ['sendTestPage', { outcome: 'DONE' }],
    ]);
    expect(await stage.events()).toEqual([]);
  });

  test('are named once, and no more than there may be, however many ask at once', async () => {
    await commands.addOfficerChannel(one, { phone });
    await commands.addOfficerChannel(one, { phone: '+52 1 55 1234 5678' });
    expect(await channels()).toHaveLength(1);
    const attempts = await Promise.allSettled(
      Array.from({ length: mostChannels + 2 }, (_, index) =>
        commands.addOfficerChannel(one, { email: `one.${index}@example.org` }),
      ),
    );
    expect(attempts.filter(({ status }) => status === 'rejected')).toHaveLength(3);
    expect(await channels()).toHaveLength(mostChannels);
  });

  test('can be removed by nobody else, and are not there for nonsense', async () => {
    await commands.addOfficerChannel(one, { phone });
    const channelId = await idOf('SMS');
    for (const [who, id] of [
      [two, channelId],
      [administrator, channelId],
      [one, 'nonsense'],
      [one, crypto.randomUUID()],
    ] as const) {
      await expect(commands.removeOfficerChannel(who, { channelId: id })).rejects.toThrow(
        'channelId was not found',
      );
      await expect(commands.sendTestPage(who, { channelId: id })).rejects.toThrow(
        'channelId was not found',
      );
    }
    await commands.removeOfficerChannel(one, { channelId });
    expect(await channels()).toEqual([]);
  });

  test('show on the roster only as being there: a duty officer without one is a hole', async () => {
    for (const officerId of ['one', 'two']) {
      await commands.addRosterMember(administrator, { deskCode: 'boise', officerId });
    }
    await commands.addOfficerChannel(one, { phone });
    const desk = stage.directory.current().desk({ code: 'boise' });
    if (desk === null) throw new Error('Boise is shipped');
    const reach = async (who: typeof one) =>
      (await commands.readRoster(who, desk))?.map((member) => [
        member.officerId,
        member.isReachable,
      ]);
    const whole = [
      ['one', true],
      ['two', false],
    ];
    expect(await reach(administrator)).toEqual(whole);
    expect(await reach(two)).toEqual(whole);
    expect(await reach(officer('three', 'dallas'))).toBeUndefined();
  });
});

describe('one shift', () => {
  test('has its officer’s own choice, until it is taken back or the channel goes', async () => {
    await commands.addOfficerChannel(one, { phone });
    await commands.addOfficerChannel(one, { email });
    const shiftId = await shiftOf('one');
    const chosen = async () =>
      (await commands.readOwnShiftChannels(one, await planned('one')))?.map(({ kind }) => kind);
    expect(await chosen()).toEqual([]);
    await commands.setShiftChannels(one, { shiftId, channelIds: [await idOf('EMAIL')] });
    expect(await chosen()).toEqual(['EMAIL']);
    expect(await commands.readOwnShiftChannels(two, await planned('one'))).toBeNull();
    await commands.removeOfficerChannel(one, { channelId: await idOf('EMAIL') });
    expect(await chosen()).toEqual([]);
  });

  test('is nobody else’s to choose for, and takes no channel of another', async () => {
    const shiftId = await shiftOf('one');
    await commands.addOfficerChannel(two, { phone });
    const [theirs] = await commands.readOwnChannels(two);
    const channelIds = [theirs?.id ?? ''];
    for (const who of [two, administrator]) {
      await expect(commands.setShiftChannels(who, { shiftId, channelIds })).rejects.toThrow(
        'shiftId was not found',
      );
    }
    await expect(commands.setShiftChannels(one, { shiftId, channelIds })).rejects.toThrow(
      /^channelIds/,
    );
  });

  test('that is handed over keeps nothing of the choice', async () => {
    await commands.addOfficerChannel(one, { phone });
    const shiftId = await shiftOf('one');
    await commands.setShiftChannels(one, { shiftId, channelIds: [await idOf('SMS')] });
    await commands.addRosterMember(administrator, { deskCode: 'boise', officerId: 'two' });
    await commands.handOverDutyShift(two, { shiftId, officerId: 'two' });
    expect(await commands.readOwnShiftChannels(two, await planned('two'))).toEqual([]);
  });
});

describe('a test page', () => {
  test('is sent by that channel alone, once a minute, in the officer’s language', async () => {
    await commands.setPageLanguage(one, { language: 'en' });
    expect(await commands.readPageLanguage(one)).toBe('en');
    expect(await commands.readPageLanguage(two)).toBe('es');
    await commands.addOfficerChannel(one, { phone });
    await commands.addOfficerChannel(one, { email });
    const channelId = await idOf('EMAIL');
    await commands.sendTestPage(one, { channelId });
    const { rows } = await stage.owner.query('select channels, recipient from message');
    expect(rows).toEqual([{ channels: ['EMAIL'], recipient: 'one' }]);
    // Unless a minute ends between the two.
    await commands.sendTestPage(one, { channelId });
    const { rows: keys } = await stage.owner.query('select distinct once_key from message');
    expect(await commands.readTestPages(one)).toHaveLength(keys.length);
    expect(await commands.readTestPages(two)).toEqual([]);
  });
});
