import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { testConsulate } from '../testing/directory.ts';
import { administrator, as, openAdministration } from '../testing/administration.ts';
import type { TestAdministration } from '../testing/administration.ts';
import type { CreateDeskInput } from './create-desk.ts';
import type { SetDeskServiceInput } from './set-desk-service.ts';

let stage: TestAdministration;
beforeAll(async () => {
  stage = await openAdministration();
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
});
beforeEach(() => stage.reset());

const secondTeam = { code: 'boise-second-team', consulateCode: 'boise' };
const close = {
  deskCode: secondTeam.code,
  isInService: false,
  reason: 'PLANNED_CLOSURE',
} as const;
const reopen = { deskCode: secondTeam.code, isInService: true, reason: null } as const;

const create = (input: CreateDeskInput = secondTeam) =>
  stage.commands.createDesk(administrator, input);
const setService = (input: SetDeskServiceInput) =>
  stage.commands.setDeskService(administrator, input);
const stored = (code = secondTeam.code) => stage.directory.current().desk({ code });
const told = async () =>
  (await stage.events()).map(({ kind, version, payload }) => [kind, version, payload]);
const outcomes = async () =>
  (await stage.audit()).map(({ facts }) => (facts as { outcome: string }).outcome);

const boise = () => {
  const consulate = stage.directory.current().consulate({ code: 'boise' });
  if (consulate === null) throw new Error('Boise is shipped');
  return consulate;
};

describe('createDesk', () => {
  test('opens a desk beside the own one of its consulate, publishes and audits it', async () => {
    const own = stage.directory.current().deskOf(boise());
    const desk = await create();
    expect(desk).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      code: 'boise-second-team',
      version: 1,
      kind: 'ADDITIONAL',
      consulateId: boise().id,
      escalationPolicy: null,
      outOfService: null,
    });
    expect(stored()).toEqual(desk);
    expect(stage.directory.current().deskOf(boise())).toEqual(own);
    const { id, code, kind, consulateId } = desk;
    expect(await told()).toEqual([
      [
        'DESK_PUBLISHED',
        1,
        { id, code, kind, consulateId, isInService: true, escalationPolicy: null },
      ],
    ]);
    expect(await stage.audit()).toEqual([
      {
        actor_kind: 'OFFICER',
        actor_id: 'the-administrator',
        action: 'createDesk',
        request_id: 'a-request',
        facts: { code: 'boise-second-team', consulateCode: 'boise', outcome: 'DONE' },
      },
    ]);
    expect(stage.announcements()).toBe(1);
  });

  test('opens several for one consulate, and one for none', async () => {
    await create();
    await create({ code: 'boise-third-team', consulateCode: 'boise' });
    const { consulateId } = await create({ code: 'world-cup', consulateCode: null });
    expect(consulateId).toBeNull();
    expect(stage.directory.current().desks).toHaveLength(58);
  });

  test('says so when it is there already, and publishes nothing', async () => {
    const desk = await create();
    expect(await create()).toEqual(desk);
    expect(await told()).toHaveLength(1);
    expect(await outcomes()).toEqual(['DONE', 'UNCHANGED']);
  });

  test.each(['boise', 'national', 'call-centre', 'boise-second-team'])(
    'takes no code that another desk has: %s',
    async (code) => {
      await create();
      await expect(create({ code, consulateCode: null })).rejects.toThrow('The code is taken');
      expect(await told()).toHaveLength(1);
    },
  );

  test('knows no consulate that is not there, and no code that is none', async () => {
    const nowhere = { code: 'somewhere', consulateCode: 'nowhere' };
    await expect(create(nowhere)).rejects.toThrow('consulateCode was not found');
    await expect(create({ ...secondTeam, code: 'Two words' })).rejects.toThrow('code: must be');
    expect(await stage.audit()).toEqual([]);
  });
});

describe('setDeskService', () => {
  test('closes an additional desk and opens it again, and tells both times', async () => {
    await create();
    const own = stage.directory.current().deskOf(boise());
    await setService(close);
    expect(stored()?.outOfService).toBe('PLANNED_CLOSURE');
    expect(stage.directory.current().deskOf(boise())).toEqual(own);
    expect(boise().outOfService).toBeNull();
    await setService(close);
    await setService(reopen);
    expect(stored()?.outOfService).toBeNull();
    const services = (await stage.events()).map(({ version, payload }) => [
      version,
      (payload as { isInService: boolean }).isInService,
    ]);
    expect(services).toEqual([
      [1, true],
      [2, false],
      [3, true],
    ]);
    expect((await stage.audit()).slice(1).map(({ facts }) => facts)).toEqual([
      { isInService: false, reason: 'PLANNED_CLOSURE', outcome: 'DONE' },
      { isInService: false, reason: 'PLANNED_CLOSURE', outcome: 'UNCHANGED' },
      { isInService: true, reason: 'NONE', outcome: 'DONE' },
    ]);
  });

  test.each([
    ['boise', 'setOfficeService'],
    ['call-centre', 'always in service'],
    ['national', 'always in service'],
  ])('refuses the shipped desk %s and says why', async (deskCode, why) => {
    await expect(setService({ ...close, deskCode })).rejects.toThrow(why);
    expect(await stage.audit()).toEqual([]);
  });

  test('wants a reason, and a desk that is there', async () => {
    await create();
    await expect(setService({ ...close, reason: null })).rejects.toThrow('reason: is needed');
    await expect(setService({ ...close, deskCode: 'nowhere' })).rejects.toThrow(
      'deskCode was not found',
    );
  });

  test('tells why to officers only', async () => {
    await create();
    const desk = await setService(close);
    const anonymous = { viewer: { kind: 'ANONYMOUS' }, requestId: 'a-request' } as const;
    expect(stage.commands.readDeskOutOfService(as('OFFICER'), desk)).toBe('PLANNED_CLOSURE');
    expect(stage.commands.readDeskOutOfService(anonymous, desk)).toBeNull();
  });
});

describe('an additional desk', () => {
  test('does not follow the office it belongs to', async () => {
    await create();
    const out = { consulateCode: 'boise', isInService: false, reason: 'SYSTEMS_DOWN' } as const;
    await stage.commands.setOfficeService(administrator, out);
    expect(stored()?.outOfService).toBeNull();
    expect(stage.directory.current().deskOf(boise()).outOfService).toBe('SYSTEMS_DOWN');
  });

  test('has a roster like any other, and is exported with it', async () => {
    await create();
    await setService(close);
    const member = { deskCode: secondTeam.code, officerId: 'one' };
    await stage.commands.addRosterMember(administrator, member);
    const { desks, rosters } = await stage.commands.exportConfiguration(administrator);
    expect(desks).toHaveLength(56);
    expect(desks.find(({ code }) => code === secondTeam.code)?.outOfService).toBe(
      'PLANNED_CLOSURE',
    );
    expect(rosters.map(({ desk }) => desk.code)).toEqual([secondTeam.code]);
  });

  test('stays as it is when other data are loaded', async () => {
    await create();
    await setService(close);
    const before = stored();
    await stage.load({ ...stage.shipped, contentHash: 'next' });
    expect(stored()).toEqual(before);
    expect(await told()).toHaveLength(2);
  });

  test('keeps its code when a consulate of that name is shipped, at each load', async () => {
    const desk = await create({ code: 'reno', consulateCode: null });
    const reno = testConsulate('reno', { id: crypto.randomUUID(), version: 0 });
    const own = {
      id: crypto.randomUUID(),
      code: 'reno',
      version: 0,
      outOfService: null,
      escalationPolicy: null,
      kind: 'CONSULATE',
      consulateId: reno.id,
    } as const;
    const { consulates, desks } = stage.shipped;
    const next = {
      ...stage.shipped,
      consulates: [...consulates, reno],
      desks: [...desks, own],
    };
    for (const contentHash of ['next', 'the one after']) {
      await stage.load({ ...next, contentHash });
      expect(stored('reno')).toEqual(desk);
      expect(stage.directory.current().deskOf(reno)).toMatchObject({
        id: own.id,
        code: 'reno-consulate',
        version: 1,
      });
    }
  });
});

test('a consulate has one own desk: the database refuses a second', async () => {
  const again = `insert into desk (id, code, version, kind, consulate_id)
    values (gen_random_uuid(), 'another', 1, 'CONSULATE', $1)`;
  await expect(stage.owner.query(again, [boise().id])).rejects.toThrow('desk_of_consulate');
});

test.each([
  [
    'createDesk',
    (request: ReturnType<typeof as>) => stage.commands.createDesk(request, secondTeam),
  ],
  [
    'setDeskService',
    (request: ReturnType<typeof as>) => stage.commands.setDeskService(request, close),
  ],
])('%s is not there for anybody else', async (_name, act) => {
  await expect(act(as('OFFICER', 'boise'))).rejects.toThrow('That was not found.');
  await expect(act(as('OPERATOR', 'call-centre'))).rejects.toThrow('That was not found.');
  expect([await stage.events(), await stage.audit()]).toEqual([[], []]);
});
