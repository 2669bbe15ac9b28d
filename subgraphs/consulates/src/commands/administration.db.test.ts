import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createPostgresEventLog } from '@alert-button/platform/event-log/postgres.ts';
import { until } from '@alert-button/platform/testing/until.ts';
import { sourceOf } from '../domain/consulate.ts';
import { largestRoster } from '../domain/roster.ts';
import { openDatabase } from '../store/database.ts';
import { followDirectory } from '../store/follow-directory.ts';
import type { ShippedDirectory } from '../store/shipped-directory.ts';
import { createDirectoryCopy, type DirectoryCopy } from '../store/stored-directory.ts';
import {
  administrator,
  as,
  log,
  openAdministration,
  type TestAdministration,
} from '../testing/administration.ts';
import type { ConsulatesCommands } from './index.ts';

let stage: TestAdministration;
let shipped: ShippedDirectory;
let directory: DirectoryCopy;
let commands: ConsulatesCommands;

beforeAll(async () => {
  stage = await openAdministration();
  ({ shipped, directory, commands } = stage);
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});
beforeEach(() => stage.reset());

const events = () => stage.events();
const audit = () => stage.audit();

const boise = () => {
  const found = directory.current().consulate({ code: 'boise' });
  if (found === null) throw new Error('Boise is shipped');
  return found;
};
const call = {
  consulateCode: 'boise',
  phoneKind: 'MAIN',
  number: '+12085550100',
  confirmedOn: '2026-11-21',
  confirmedBy: 'duty officer',
} as const;

describe('confirmPhone', () => {
  test('shows the number as confirmed, publishes and audits it', async () => {
    const before = boise();
    await commands.confirmPhone(administrator, call);
    const after = boise();
    expect(after.phone).toBe('+12085550100');
    expect(sourceOf(after, 'PHONE')).toEqual({
      field: 'PHONE',
      source: 'confirmed by a call',
      isVerified: true,
      isRecheckNeeded: false,
      asOf: '2026-11-21',
      note: null,
    });
    expect(after.version).toBe(before.version + 1);
    expect(await events()).toEqual([
      { kind: 'OFFICE_PUBLISHED', version: 2, payload: expect.objectContaining({ code: 'boise' }) },
    ]);
    expect(await audit()).toEqual([
      {
        actor_kind: 'OFFICER',
        actor_id: 'the-administrator',
        action: 'confirmPhone',
        request_id: 'a-request',
        facts: { phoneKind: 'MAIN', confirmedOn: '2026-11-21', outcome: 'DONE' },
      },
    ]);
    expect(stage.announcements()).toBe(1);
  });

  test('stays when other data are loaded, whatever they say of the number', async () => {
    await commands.confirmPhone(administrator, call);
    const consulates = shipped.consulates.map((consulate) =>
      consulate.code === 'boise'
        ? { ...consulate, phone: '+12085550199', city: 'Boise City' }
        : consulate,
    );
    await stage.load({ ...shipped, consulates, contentHash: 'next' });
    expect(boise()).toMatchObject({ phone: '+12085550100', city: 'Boise City' });
    expect(sourceOf(boise(), 'PHONE')?.source).toBe('confirmed by a call');
  });

  test('says so when nothing changed, and publishes nothing', async () => {
    await commands.confirmPhone(administrator, call);
    await commands.confirmPhone(administrator, call);
    expect(await events()).toHaveLength(1);
    expect((await audit()).map(({ facts }) => (facts as { outcome: string }).outcome)).toEqual([
      'DONE',
      'UNCHANGED',
    ]);
  });

  test('keeps the later of two calls', async () => {
    await commands.confirmPhone(administrator, call);
    const earlier = { ...call, confirmedOn: '2026-11-20', number: '+12085550111' };
    await expect(commands.confirmPhone(administrator, earlier)).rejects.toThrow('later call');
    expect(boise().phone).toBe('+12085550100');
    expect(await audit()).toHaveLength(1);
  });

  test('knows no consulate that is not there', async () => {
    const elsewhere = { ...call, consulateCode: 'nowhere' };
    await expect(commands.confirmPhone(administrator, elsewhere)).rejects.toThrow('not found');
  });
});

describe('setOfficeHours', () => {
  const hours = {
    timeZone: 'America/Boise',
    weekly: [
      { weekday: 'TUESDAY', opens: '09:00', closes: '18:00' },
      { weekday: 'MONDAY', opens: '09:00', closes: '24:00' },
    ],
    closedOn: ['2026-12-25', '2026-11-26'],
  } as const;
  const said = { ...call, ...hours };
  const inOrder = {
    ...hours,
    weekly: hours.weekly.toReversed(),
    closedOn: hours.closedOn.toReversed(),
  };

  test('are assumed as shipped; then shown as the office said, published and audited', async () => {
    expect(sourceOf(boise(), 'HOURS')).toMatchObject({ isVerified: false, isRecheckNeeded: true });
    await commands.setOfficeHours(administrator, said);
    expect(boise().hours).toEqual(inOrder);
    expect(sourceOf(boise(), 'HOURS')).toMatchObject({ isVerified: true, asOf: '2026-11-21' });
    expect(await events()).toEqual([
      {
        kind: 'OFFICE_PUBLISHED',
        version: 2,
        payload: expect.objectContaining({ code: 'boise', hours: inOrder }),
      },
    ]);
    expect(await audit()).toEqual([
      expect.objectContaining({
        action: 'setOfficeHours',
        facts: { confirmedOn: '2026-11-21', outcome: 'DONE' },
      }),
    ]);
  });

  test('confirm what is shipped when they are the same', async () => {
    const { hours: shippedHours } = boise();
    if (shippedHours === null) throw new Error('Hours are shipped');
    await commands.setOfficeHours(administrator, { ...call, ...shippedHours });
    expect(boise().hours).toEqual(shippedHours);
    expect(sourceOf(boise(), 'HOURS')?.isVerified).toBe(true);
  });

  test('stay when other data are loaded, and the later of two stays', async () => {
    await commands.setOfficeHours(administrator, said);
    await commands.setOfficeHours(administrator, said);
    expect(await events()).toHaveLength(1);
    await stage.load({ ...shipped, contentHash: 'next' });
    expect(boise().hours).toEqual(inOrder);
    const earlier = { ...said, confirmedOn: '2026-11-20', weekly: [] };
    await expect(commands.setOfficeHours(administrator, earlier)).rejects.toThrow('Later hours');
  });

  test('name every field that cannot be accepted, and know no consulate that is not there', async () => {
    const wrong = { ...said, timeZone: 'EST', confirmedBy: '' };
    await expect(commands.setOfficeHours(administrator, wrong)).rejects.toMatchObject({
      issues: [{ path: 'timeZone' }, { path: 'confirmedBy' }],
    });
    const elsewhere = { ...said, consulateCode: 'nowhere' };
    await expect(commands.setOfficeHours(administrator, elsewhere)).rejects.toThrow('not found');
    expect(await audit()).toEqual([]);
  });
});

describe('setOfficeService', () => {
  test('takes the office and its desk out of service and back, and tells both times', async () => {
    const out = { consulateCode: 'boise', isInService: false, reason: 'SYSTEMS_DOWN' } as const;
    await commands.setOfficeService(administrator, out);
    expect(boise().outOfService).toBe('SYSTEMS_DOWN');
    expect(directory.current().deskOf(boise()).outOfService).toBe('SYSTEMS_DOWN');
    await commands.setOfficeService(administrator, { ...out, isInService: true, reason: null });
    expect(boise().outOfService).toBeNull();
    expect(directory.current().deskOf(boise()).outOfService).toBeNull();
    const told = (await events()).map(({ kind, version, payload }) => [
      kind,
      version,
      (payload as { isInService: boolean }).isInService,
    ]);
    expect(told).toEqual([
      ['DESK_PUBLISHED', 2, false],
      ['OFFICE_PUBLISHED', 2, false],
      ['DESK_PUBLISHED', 3, true],
      ['OFFICE_PUBLISHED', 3, true],
    ]);
    expect((await audit()).map(({ facts }) => facts)).toEqual([
      { isInService: false, reason: 'SYSTEMS_DOWN', outcome: 'DONE' },
      { isInService: true, reason: 'NONE', outcome: 'DONE' },
    ]);
  });

  test('stays when other data are loaded', async () => {
    const out = { consulateCode: 'boise', isInService: false, reason: 'PRECAUTION' } as const;
    await commands.setOfficeService(administrator, out);
    await stage.load({ ...shipped, contentHash: 'next' });
    expect(boise().outOfService).toBe('PRECAUTION');
    expect(await events()).toHaveLength(2);
  });

  test('tells why to officers only', async () => {
    const out = { consulateCode: 'boise', isInService: false, reason: 'PRECAUTION' } as const;
    await commands.setOfficeService(administrator, out);
    expect(commands.readOutOfService(as('OFFICER'), boise())).toBe('PRECAUTION');
    const anonymous = { viewer: { kind: 'ANONYMOUS' }, requestId: 'a-request' } as const;
    expect(commands.readOutOfService(anonymous, boise())).toBeNull();
  });
});

describe('setEscalationPolicy', () => {
  const policy = {
    steps: [
      { afterSeconds: 0, targets: [{ kind: 'DESK', deskCode: 'dallas' }] },
      { afterSeconds: 60, targets: [{ kind: 'NATIONAL', deskCode: null }] },
    ],
    lapseAfterSeconds: 600,
  } as const;
  const desk = () => directory.current().deskOf(boise());

  test('is told with the desk, stays when other data are loaded, and goes back', async () => {
    await commands.setEscalationPolicy(administrator, { deskCode: 'boise', policy });
    await commands.setEscalationPolicy(administrator, { deskCode: 'boise', policy });
    await stage.load({ ...shipped, contentHash: 'next' });
    expect(desk().escalationPolicy).toEqual(policy);
    await commands.setEscalationPolicy(administrator, { deskCode: 'boise', policy: null });
    const told = (await events()).map(({ kind, version, payload }) => [kind, version, payload]);
    const of = (escalationPolicy: unknown) =>
      expect.objectContaining({ code: 'boise', escalationPolicy });
    expect(told).toEqual([
      ['DESK_PUBLISHED', 2, of(policy)],
      ['DESK_PUBLISHED', 3, of(null)],
    ]);
    const acts = (await audit()).filter(({ action }) => action === 'setEscalationPolicy');
    expect(acts.map(({ facts }) => (facts as { outcome: string }).outcome)).toEqual([
      'DONE',
      'UNCHANGED',
      'DONE',
    ]);
  });

  test('is refused when it could leave nobody', async () => {
    const steps = policy.steps.slice(0, 1);
    await expect(
      commands.setEscalationPolicy(administrator, {
        deskCode: 'boise',
        policy: { ...policy, steps },
      }),
    ).rejects.toMatchObject({ issues: [{ path: 'steps.0.targets' }] });
    await expect(
      commands.setEscalationPolicy(administrator, { deskCode: 'nowhere', policy: null }),
    ).rejects.toThrow('not found');
  });
});

describe('rosters', () => {
  const member = { deskCode: 'boise', officerId: 'officer-boise' };

  test('a member joins and leaves, and the whole roster is told each time', async () => {
    await commands.addRosterMember(administrator, member);
    await commands.addRosterMember(administrator, { ...member, officerId: 'a-second' });
    await commands.removeRosterMember(administrator, member);
    const desk = directory.current().deskOf(boise());
    const roster = await commands.readRoster(as('OFFICER', 'boise'), desk);
    const addedAt = expect.any(Date);
    expect(roster).toEqual([{ officerId: 'a-second', addedAt, isReachable: false }]);
    const told = (await events()).map(({ kind, version, payload }) => [kind, version, payload]);
    const of = (...officerIds: string[]) => ({ deskId: desk.id, code: 'boise', officerIds });
    expect(told).toEqual([
      ['ROSTER_PUBLISHED', 2, of('officer-boise')],
      ['ROSTER_PUBLISHED', 3, of('a-second', 'officer-boise')],
      ['ROSTER_PUBLISHED', 4, of('a-second')],
    ]);
    expect((await audit()).map(({ action }) => action)).toEqual([
      'addRosterMember',
      'addRosterMember',
      'removeRosterMember',
    ]);
  });

  test('who is on it already stays once; who is not cannot leave it', async () => {
    await commands.addRosterMember(administrator, member);
    await commands.addRosterMember(administrator, member);
    expect(await events()).toHaveLength(1);
    const stranger = { ...member, officerId: 'stranger' };
    await expect(commands.removeRosterMember(administrator, stranger)).rejects.toThrow('not found');
  });

  test('is not seen by another desk', async () => {
    await commands.addRosterMember(administrator, member);
    const desk = directory.current().deskOf(boise());
    expect(await commands.readRoster(as('OFFICER', 'dallas'), desk)).toBeNull();
    expect(await commands.readRoster(administrator, desk)).toHaveLength(1);
  });

  test('does not grow without end', async () => {
    const { id } = directory.current().deskOf(boise());
    await stage.owner.query(
      `insert into roster_member (desk_id, officer_id)
       select $1, 'officer-' || n from generate_series(1, $2::integer) as n`,
      [id, largestRoster],
    );
    await expect(commands.addRosterMember(administrator, member)).rejects.toThrow('full');
  });
});

describe('exportConfiguration', () => {
  test('holds everything, and is recorded', async () => {
    await commands.confirmPhone(administrator, call);
    await commands.addRosterMember(administrator, {
      deskCode: 'national',
      officerId: 'officer-national',
    });
    const configuration = await commands.exportConfiguration(administrator);
    expect(configuration.offices).toHaveLength(53);
    expect(configuration.desks).toHaveLength(55);
    expect(configuration.phones.filter(({ confirmedBy }) => confirmedBy !== null)).toEqual([
      expect.objectContaining({
        phoneKind: 'MAIN',
        number: '+12085550100',
        confirmedBy: 'duty officer',
        trust: expect.objectContaining({ isVerified: true, asOf: '2026-11-21' }),
      }),
    ]);
    expect(configuration.rosters).toEqual([
      {
        desk: expect.objectContaining({ code: 'national' }),
        members: [expect.objectContaining({ officerId: 'officer-national' })],
      },
    ]);
    expect((await audit()).at(-1)).toMatchObject({
      action: 'exportConfiguration',
      facts: { outcome: 'READ' },
    });
  });
});

describe('everybody else', () => {
  const acts = {
    confirmPhone: (request) => commands.confirmPhone(request, call),
    setOfficeHours: (request) =>
      commands.setOfficeHours(request, {
        ...call,
        timeZone: 'America/Boise',
        weekly: [],
        closedOn: [],
      }),
    setOfficeService: (request) =>
      commands.setOfficeService(request, {
        consulateCode: 'boise',
        isInService: false,
        reason: 'PRECAUTION',
      }),
    setEscalationPolicy: (request) =>
      commands.setEscalationPolicy(request, { deskCode: 'boise', policy: null }),
    addRosterMember: (request) =>
      commands.addRosterMember(request, { deskCode: 'boise', officerId: 'one' }),
    removeRosterMember: (request) =>
      commands.removeRosterMember(request, { deskCode: 'boise', officerId: 'one' }),
    exportConfiguration: (request) => commands.exportConfiguration(request),
  } as const satisfies Record<string, (request: ReturnType<typeof as>) => Promise<unknown>>;

  test.each(Object.entries(acts))('%s is not there for them', async (_name, act) => {
    await expect(act(as('OFFICER', 'boise'))).rejects.toThrow('That was not found.');
    await expect(act(as('OPERATOR', 'call-centre'))).rejects.toThrow('That was not found.');
    expect(await events()).toEqual([]);
    expect(await audit()).toEqual([]);
  });
});

describe('another process', () => {
  test('hears of what was changed here', async () => {
    await using other = openDatabase(stage.url, log);
    await using otherEvents = createPostgresEventLog({
      pool: other.pool,
      connect: () => other.connect(),
      log,
    });
    const copy = createDirectoryCopy(other);
    const ending = new AbortController();
    const following = followDirectory(
      { directory: copy, events: otherEvents, log },
      await otherEvents.head(),
      ending.signal,
    );
    await copy.reload();
    await commands.confirmPhone(administrator, call);
    await until(
      () => copy.current().consulate({ code: 'boise' })?.phone === '+12085550100',
      'the other hears',
    );
    ending.abort();
    await following;
  });
});
