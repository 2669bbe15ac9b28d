import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { UnreadableError } from '@alert-button/platform/keys.ts';
import { createTestDatabase } from '@alert-button/platform/testing/database.ts';
import type { MatterStatus } from '../domain/matter.ts';
import {
  answeredAlert,
  asking,
  boss,
  dallas,
  desks,
  facilities,
  hearOfAlert,
  hearOfDesks,
  hearOfDuty,
  houston,
  keyOf,
  openTestServices,
  provider,
  somebody,
  terms,
  type TestProvider,
  type TestServices,
} from '../testing/services.ts';
import { acceptMatterOffer } from './accept-matter-offer.ts';
import { acceptMatterTransfer } from './accept-matter-transfer.ts';
import { addMatterNote } from './add-matter-note.ts';
import { addMatterTask } from './add-matter-task.ts';
import { closeMatter } from './close-matter.ts';
import { completeMatterTask } from './complete-matter-task.ts';
import { declineMatterOffer } from './decline-matter-offer.ts';
import { declineMatterTransfer } from './decline-matter-transfer.ts';
import { lookAtDue } from './look-at-due.ts';
import { offerMatter } from './offer-matter.ts';
import { openMatter } from './open-matter.ts';
import {
  readDeskMatters,
  readMatter,
  readMatterFacts,
  readMatterHistory,
  readMatterNotes,
  readMatterNotices,
  readMatterOffers,
  readMatterOfAlert,
  readMatterProvider,
  readMatterTasks,
  readMatterVisits,
  readMatterWhereabouts,
  readProviderMatters,
} from './read-matters.ts';
import { recordConsularNotice } from './record-consular-notice.ts';
import { recordMatterFact } from './record-matter-fact.ts';
import { reportVisit } from './report-visit.ts';
import { reportWhereabouts } from './report-whereabouts.ts';
import { scheduleVisit } from './schedule-visit.ts';
import { setProviderCapacity } from './set-provider-capacity.ts';
import { setProviderStanding } from './set-provider-standing.ts';
import { transferMatter } from './transfer-matter.ts';

const closing = new AsyncDisposableStack();
let services: TestServices;
/** Another process of the same service. */
let other: TestServices;
let admin: pg.Pool;

beforeAll(async () => {
  const testDatabase = closing.use(await createTestDatabase('legal-aid'));
  services = closing.use(openTestServices(testDatabase.app));
  other = closing.use(openTestServices(testDatabase.app));
  admin = new pg.Pool({ connectionString: testDatabase.admin });
  closing.defer(() => admin.end());
});
afterAll(() => closing.disposeAsync());
beforeEach(async () => {
  await admin.query(
    `truncate provider, provider_slot, matter, matter_key, matter_offer, matter_fact, matter_note,
     matter_task, consular_notice, whereabouts, consular_visit, known_alert, known_desk, known_duty, dead_letter, event, audit_entry cascade`,
  );
  await hearOfDesks(services);
});

/** A matter of Houston's, and whose it is. */
async function opened() {
  const alert = await answeredAlert(services);
  const { matter } = await openMatter(services, houston, { ...terms, alertId: alert.alertId });
  return { ...alert, matterId: matter.id };
}
const partner = ({ organisationId }: TestProvider) => asking(keyOf(organisationId));
async function seenBy(who: Parameters<typeof readMatter>[1], matterId: string) {
  const seen = await readMatter(services, who, matterId);
  if (seen === null) throw new Error('They do not see it');
  return seen;
}
const offers = async (matterId: string) =>
  (await readMatterOffers(services, houston, await seenBy(houston, matterId))) ?? [];
const askedOf = async (matterId: string) =>
  (await offers(matterId)).map(({ providerId, status }) => [providerId, status]);
const statusOf = async (matterId: string) => (await seenBy(houston, matterId)).matter.status;
/** How many matters each provider has, or is asked to take. */
async function held(): Promise<Readonly<Record<string, number>>> {
  const { rows } = await admin.query<{ id: string; held: number }>(
    `select provider_id as id, count(matter_id)::int as held from provider_slot group by 1`,
  );
  return Object.fromEntries(rows.map((row) => [row.id, row.held]));
}
/** Time passes until everything that waits is due. */
async function pass(): Promise<void> {
  await admin.query(`update matter_offer set due_at = clock_timestamp() where status = 'OFFERED'`);
  await admin.query('update matter set look_at = clock_timestamp() where look_at is not null');
}

describe('opening', () => {
  test('an alert that the desk has answered has one matter, however many open it at once', async () => {
    const { alertId } = await answeredAlert(services);
    const input = { ...terms, alertId };
    const seen = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        openMatter(index % 2 === 0 ? services : other, houston, input),
      ),
    );
    expect(new Set(seen.map(({ matter }) => matter.id)).size).toBe(1);
    const { rows } = await admin.query(
      `select (select count(*)::int from matter) as matters,
         (select count(*)::int from event where kind = 'MATTER_OPENED') as events,
         (select count(*)::int from audit_entry where action = 'openMatter') as entries`,
    );
    expect(rows).toEqual([{ matters: 1, events: 1, entries: 1 }]);
  });

  test.each(['RAISED', 'CANCEL_REQUESTED', 'CANCELLED'])(
    'an alert that is %s has none',
    async (status) => {
      const alert = { alertId: randomUUID(), personId: randomUUID() };
      await hearOfAlert(services, { ...alert, status });
      const input = { ...terms, alertId: alert.alertId };
      await expect(openMatter(services, houston, input)).rejects.toThrow(NotFoundError);
    },
  );

  test('another desk, a drill, and what nobody has told of are all the same: not there', async () => {
    const { alertId } = await answeredAlert(services);
    const drill = { alertId: randomUUID(), personId: randomUUID() };
    await hearOfAlert(services, { ...drill, status: 'ACKNOWLEDGED', isDrill: true });
    for (const [who, id] of [
      [dallas, alertId],
      [houston, drill.alertId],
      [houston, randomUUID()],
      [houston, 'no id'],
    ] as const) {
      const trial = openMatter(services, who, { ...terms, alertId: id });
      await expect(trial).rejects.toThrow('alertId was not found.');
    }
  });

  test('what is wrong is named by its field, and nothing is opened', async () => {
    const { alertId } = await answeredAlert(services);
    const input = { ...terms, alertId, state: 'CA', languages: ['?'] };
    const trial = openMatter(services, houston, input);
    await expect(trial).rejects.toThrow(InvalidInputError);
    await expect(trial).rejects.toThrow(/countyFips: .*; languages\.0: /);
    expect(await readMatterOfAlert(services, houston, alertId)).toBeNull();
  });
});

describe('offers', () => {
  test('the first in line is asked, and on their refusal the next, in one act', async () => {
    const first = await provider(services, { languages: ['es', 'en'], countyFips: ['48201'] });
    const second = await provider(services);
    await provider(services, { states: ['CA'] });
    await provider(services, { areas: ['LABOUR'] });
    const { matterId } = await opened();
    expect(await askedOf(matterId)).toEqual([[first.id, 'OFFERED']]);
    const input = { matterId, reason: 'CONFLICT_OF_INTEREST' } as const;
    const seen = await declineMatterOffer(services, partner(first), input);
    // Told how it stands, and nothing of it any more.
    expect(seen.seenBy).toBe('FORMER');
    expect(await askedOf(matterId)).toEqual([
      [first.id, 'DECLINED'],
      [second.id, 'OFFERED'],
    ]);
    expect(await held()).toMatchObject({ [first.id]: 0, [second.id]: 1 });
    await declineMatterOffer(services, partner(second), { matterId, reason: 'OTHER' });
    expect(await statusOf(matterId)).toBe('UNMATCHED');
    const seenHistory = await readMatterHistory(services, houston, await seenBy(houston, matterId));
    expect(seenHistory?.map(({ kind }) => kind)).toEqual([
      'MATTER_OPENED',
      'MATTER_OFFERED',
      'MATTER_OFFER_DECLINED',
      'MATTER_OFFERED',
      'MATTER_OFFER_DECLINED',
      'MATTER_UNMATCHED',
    ]);
    expect(seenHistory?.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('each says why, as facts', async () => {
    await provider(services, { capacity: 3 });
    const { matterId } = await opened();
    const [offer] = await offers(matterId);
    expect(offer?.reasons).toEqual([
      { factor: 'LANGUAGE', value: 'es' },
      { factor: 'RESPONSE', value: '0 of 0' },
      { factor: 'PLACE', value: 'TX' },
      { factor: 'AREA', value: 'IMMIGRATION' },
      { factor: 'CAPACITY', value: '0 of 3' },
    ]);
    expect(offer?.isManual).toBe(false);
  });

  test('what nobody answers in time lapses once, whoever looks, and the next is asked', async () => {
    const first = await provider(services, { countyFips: ['48201'] });
    const second = await provider(services);
    const { matterId } = await opened();
    expect(await lookAtDue(services)).toBe(0);
    await admin.query('update matter_offer set due_at = clock_timestamp()');
    const taken = await Promise.all([lookAtDue(services), lookAtDue(other), lookAtDue(services)]);
    expect(taken.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await askedOf(matterId)).toEqual([
      [first.id, 'LAPSED'],
      [second.id, 'OFFERED'],
    ]);
    await expect(acceptMatterOffer(services, partner(first), { matterId })).rejects.toThrow(
      NotFoundError,
    );
  });

  test('who let it lapse is asked again after a pause; who said no is not', async () => {
    const silent = await provider(services);
    const unwilling = await provider(services, { countyFips: ['48201'] });
    const { matterId } = await opened();
    await declineMatterOffer(services, partner(unwilling), { matterId, reason: 'DISTANCE' });
    await pass();
    await lookAtDue(services);
    expect(await statusOf(matterId)).toBe('UNMATCHED');
    expect(await lookAtDue(services)).toBe(0);
    await pass();
    expect(await lookAtDue(services)).toBe(1);
    expect((await askedOf(matterId)).at(-1)).toEqual([silent.id, 'OFFERED']);
  });

  test('a look that finds nobody leaves no trace but the next time', async () => {
    const { matterId } = await opened();
    const { version } = (await seenBy(houston, matterId)).matter;
    await pass();
    expect(await lookAtDue(services)).toBe(0);
    expect((await seenBy(houston, matterId)).matter).toMatchObject({ version, round: 3 });
  });

  test('in a mass event nobody gets more than they can bear, and none of them more than another', async () => {
    const providers = await Promise.all(
      [4, 4, 4].map((capacity) => provider(services, { capacity })),
    );
    const alerts = await Promise.all(Array.from({ length: 20 }, () => answeredAlert(services)));
    const open = (count: number, offset = 0) =>
      Promise.all(
        alerts
          .slice(offset, offset + count)
          .map(({ alertId }, index) =>
            openMatter(index % 2 === 0 ? services : other, houston, { ...terms, alertId }),
          ),
      );
    await open(7);
    const counts = Object.values(await held()).toSorted();
    expect(counts).toEqual([2, 2, 3]);
    const rest = await open(13, 7);
    expect(await held()).toEqual(Object.fromEntries(providers.map(({ id }) => [id, 4])));
    const unmatched = rest.filter(({ matter }) => matter.status === 'UNMATCHED');
    expect(unmatched).toHaveLength(8);
    // Room that comes free goes to who waits, once.
    const [busy] = rest.filter(({ matter }) => matter.status === 'OFFERED');
    await closeMatter(services, houston, { matterId: busy?.matter.id ?? '', outcome: 'ADVISED' });
    await pass();
    await admin.query(`update matter_offer set due_at = clock_timestamp() + interval '1 hour'`);
    await Promise.all([lookAtDue(services), lookAtDue(other)]);
    expect(Object.values(await held())).toEqual([4, 4, 4]);
  }, 60_000);

  test('an officer may choose past the ranking, in place of another, but not past capacity', async () => {
    const first = await provider(services, { countyFips: ['48201'] });
    const chosen = await provider(services, { states: ['CA'], capacity: 1 });
    const { matterId } = await opened();
    await acceptMatterOffer(services, partner(first), { matterId });
    await offerMatter(services, houston, { matterId, providerId: chosen.id });
    expect(await askedOf(matterId)).toEqual([
      [first.id, 'WITHDRAWN'],
      [chosen.id, 'OFFERED'],
    ]);
    expect((await offers(matterId)).at(-1)?.isManual).toBe(true);
    expect(await readMatter(services, partner(first), matterId)).toBeNull();
    const again = offerMatter(services, houston, { matterId, providerId: chosen.id });
    await expect(again).rejects.toThrow(ConflictError);
    const another = await opened();
    const full = { matterId: another.matterId, providerId: chosen.id };
    await expect(offerMatter(services, houston, full)).rejects.toThrow(ConflictError);
    // What was refused has taken nothing from who has it.
    expect(await askedOf(another.matterId)).toEqual([[first.id, 'OFFERED']]);
    const { rows } = await admin.query(
      `select actor_id, facts ->> 'providerId' as provider from audit_entry
       where action = 'offerMatter'`,
    );
    expect(rows).toEqual([{ actor_id: houston.viewer.officerId, provider: chosen.id }]);
  });

  test('who has no keys is asked by telephone: an officer chooses them, and they have it', async () => {
    const called = await provider(services, { organisationId: null, capacity: 1 });
    const { matterId } = await opened();
    expect(await statusOf(matterId)).toBe('UNMATCHED');
    await offerMatter(services, houston, { matterId, providerId: called.id });
    expect(await askedOf(matterId)).toEqual([[called.id, 'ACCEPTED']]);
    expect(await statusOf(matterId)).toBe('REPRESENTED');
    expect(await held()).toEqual({ [called.id]: 1 });
  });

  test('a capacity that is lowered takes nothing away, and holds from then on', async () => {
    const lone = await provider(services, { capacity: 3 });
    const matters = [await opened(), await opened(), await opened()];
    await setProviderCapacity(services, boss, { providerId: lone.id, capacity: 1 });
    expect(await held()).toEqual({ [lone.id]: 3 });
    for (const { matterId } of matters.slice(0, 2)) {
      await closeMatter(services, houston, { matterId, outcome: 'ADVISED' });
      expect(await statusOf((await opened()).matterId)).toBe('UNMATCHED');
    }
    await closeMatter(services, houston, {
      matterId: matters[2]?.matterId ?? '',
      outcome: 'ADVISED',
    });
    expect(await statusOf((await opened()).matterId)).toBe('OFFERED');
  });

  test('a paused provider goes on with what they have; a removed one sees nothing, at once', async () => {
    const first = await provider(services);
    const { matterId } = await opened();
    await acceptMatterOffer(services, partner(first), { matterId });
    await setProviderStanding(services, boss, { providerId: first.id, standing: 'PAUSED' });
    expect((await seenBy(partner(first), matterId)).seenBy).toBe('PROVIDER');
    expect(await statusOf((await opened()).matterId)).toBe('UNMATCHED');
    await setProviderStanding(services, boss, { providerId: first.id, standing: 'REMOVED' });
    expect(await readMatter(services, partner(first), matterId)).toBeNull();
    const second = await provider(services);
    expect(await lookAtDue(services)).toBe(1);
    expect((await askedOf(matterId)).at(-1)).toEqual([second.id, 'OFFERED']);
    expect(await held()).toEqual({ [first.id]: 0, [second.id]: 1 });
  });
});

const planted = 'Xochitl Quetzalcóatl-Núñez';

describe('who sees what', () => {
  test('before they accept, providers see where and what about; after it, what is known', async () => {
    const first = await provider(services);
    const { matterId } = await opened();
    await recordMatterFact(services, houston, { matterId, kind: 'NAME', text: planted });
    await addMatterNote(services, houston, { matterId, text: planted, isShared: true });
    await addMatterNote(services, houston, { matterId, text: 'Ours alone', isShared: false });
    const offered = await seenBy(partner(first), matterId);
    expect(offered.seenBy).toBe('OFFERED');
    for (const read of [readMatterFacts, readMatterNotes, readMatterTasks, readMatterHistory]) {
      expect(await read(services, partner(first), offered)).toBeNull();
    }
    const page = { first: 10, after: null };
    const listed = async (status: MatterStatus | null) => {
      const { nodes } = await readProviderMatters(services, partner(first), { ...page, status });
      return nodes.map(({ matter, seenBy: eyes }) => [matter.id, eyes]);
    };
    expect(await listed(null)).toEqual([[matterId, 'OFFERED']]);
    expect(await listed('OFFERED')).toEqual([[matterId, 'OFFERED']]);

    const accepted = await acceptMatterOffer(services, partner(first), { matterId });
    expect(accepted).toMatchObject({ seenBy: 'PROVIDER', matter: { status: 'REPRESENTED' } });
    expect(await listed('OFFERED')).toEqual([]);
    expect(await listed('REPRESENTED')).toEqual([[matterId, 'PROVIDER']]);
    expect(await readMatterFacts(services, partner(first), accepted)).toMatchObject([
      { kind: 'NAME', dataClass: 'IDENTITY', text: planted },
    ]);
    const notes = await readMatterNotes(services, partner(first), accepted);
    expect(notes?.map(({ text }) => text)).toEqual([planted]);
    const { rows } = await admin.query(
      `select actor_kind, actor_id, action from audit_entry where action like 'read%' order by at`,
    );
    expect(rows).toEqual(
      ['readMatterFacts', 'readMatterNotes'].map((action) => ({
        actor_kind: 'ORGANISATION',
        actor_id: first.organisationId,
        action,
      })),
    );
  });

  test('the person sees where it stands and who helps, and nothing that was written down', async () => {
    const first = await provider(services);
    const { matterId, personId, alertId } = await opened();
    const person = asking(somebody(personId));
    const seen = await seenBy(person, matterId);
    expect(await readMatterProvider(services, person, seen)).toBeNull();
    await acceptMatterOffer(services, partner(first), { matterId });
    const later = await readMatterOfAlert(services, person, alertId);
    if (later === null) throw new Error('A person sees their own');
    expect(await readMatterProvider(services, person, later)).toMatchObject({ name: first.name });
    for (const read of [readMatterFacts, readMatterNotes, readMatterOffers, readMatterHistory]) {
      expect(await read(services, person, later)).toBeNull();
    }
    expect(await readMatter(services, asking(somebody(randomUUID())), matterId)).toBeNull();
  });

  test('a phone that shows a cancel shows no matter, whatever the desk knows', async () => {
    const { matterId, personId, alertId } = await opened();
    const person = asking(somebody(personId));
    const news = { alertId, personId };
    await hearOfAlert(services, {
      ...news,
      status: 'RAISED',
      shown: 'CANCEL_REQUESTED',
      version: 2,
    });
    expect(await readMatter(services, person, matterId)).toBeNull();
    // The desk answers it again, which the phone is not shown.
    await hearOfAlert(services, { ...news, status: 'ACKNOWLEDGED', shown: null, version: 3 });
    expect(await readMatterOfAlert(services, person, alertId)).toBeNull();
    expect(await readMatter(services, houston, matterId)).not.toBeNull();
    await hearOfAlert(services, { ...news, status: 'RAISED', version: 4 });
    expect(await readMatter(services, person, matterId)).not.toBeNull();
    // What could not be applied may be a request to cancel.
    await admin.query(
      `insert into dead_letter (consumer, position, event_id, kind, subject_id, attempts, failure, first_failed_at)
       values ('alerts-matters', 1, gen_random_uuid(), 'CANCEL_REQUESTED', $1, 5, 'Error', now())`,
      [alertId],
    );
    expect(await readMatter(services, person, matterId)).toBeNull();
    await admin.query('update dead_letter set replayed_at = now()');
    // An older event that comes late changes nothing.
    await hearOfAlert(services, { ...news, status: 'CANCELLED', version: 2 });
    expect(await readMatter(services, person, matterId)).not.toBeNull();
  });

  test('other desks, other providers, keys for something else and the sandbox see nothing', async () => {
    const first = await provider(services);
    const second = await provider(services);
    const { matterId } = await opened();
    const [offer] = await offers(matterId);
    const theirs = offer?.providerId === first.id ? first : second;
    const nobodys = theirs === first ? second : first;
    for (const who of [
      dallas,
      partner(nobodys),
      asking(keyOf(randomUUID())),
      asking(keyOf(theirs.organisationId, { scopes: ['alerts:raise', 'alerts:follow'] })),
      asking(keyOf(theirs.organisationId, { environment: 'TEST' })),
    ]) {
      expect(await readMatter(services, who, matterId)).toBeNull();
    }
    const page = { deskId: desks.houston, first: 10, after: null };
    expect(await readDeskMatters(services, dallas, page)).toBeNull();
    await expect(closeMatter(services, dallas, { matterId, outcome: 'ADVISED' })).rejects.toThrow(
      'matterId was not found.',
    );
  });

  test('words are in no table in clear, and none opens in another’s place', async () => {
    await provider(services);
    const [one, another] = [await opened(), await opened()];
    for (const { matterId } of [one, another]) {
      await recordMatterFact(services, houston, { matterId, kind: 'NAME', text: planted });
      await addMatterNote(services, houston, { matterId, text: planted, isShared: false });
      await addMatterTask(services, houston, { matterId, text: planted });
    }
    const { rows: tables } = await admin.query<{ name: string }>(
      `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
    );
    for (const { name } of tables) {
      const { rows } = await admin.query(`select t::text as row from ${name} t`);
      expect(JSON.stringify(rows)).not.toContain('Xochitl');
    }
    await admin.query(
      `update matter_fact set sealed_text = (
         select sealed_text from matter_fact where matter_id = $1) where matter_id = $2`,
      [one.matterId, another.matterId],
    );
    const moved = await seenBy(houston, another.matterId);
    await expect(readMatterFacts(services, houston, moved)).rejects.toThrow(UnreadableError);
    await admin.query('delete from matter_key where matter_id = $1', [one.matterId]);
    const erased = await seenBy(houston, one.matterId);
    await expect(readMatterNotes(services, houston, erased)).rejects.toThrow(UnreadableError);
  });
});

describe('a matter’s course', () => {
  test('facts are replaced kind by kind; tasks are done once', async () => {
    const { matterId } = await opened();
    for (const text of ['Monday at nine', 'Tuesday at ten']) {
      await recordMatterFact(services, houston, { matterId, kind: 'HEARING', text });
    }
    const dueAt = new Date('2026-12-24T12:00:00Z');
    const seen = await addMatterTask(services, houston, { matterId, text: 'Ask for bond', dueAt });
    const facts = await readMatterFacts(services, houston, seen);
    expect(facts?.map(({ text }) => text)).toEqual(['Tuesday at ten']);
    const [task] = (await readMatterTasks(services, houston, seen)) ?? [];
    expect(task).toMatchObject({ text: 'Ask for bond', dueAt, doneAt: null });
    const input = { matterId, taskId: task?.id ?? '' };
    const done = await completeMatterTask(services, houston, input);
    const again = await completeMatterTask(services, houston, input);
    expect(again.matter.version).toBe(done.matter.version);
    const strange = { matterId, taskId: randomUUID() };
    await expect(completeMatterTask(services, houston, strange)).rejects.toThrow('taskId');
  });

  test('notice to the consulate is kept with when it happened, and not from the future', async () => {
    const { matterId } = await opened();
    const happenedAt = new Date('2026-11-20T10:00:00Z');
    const kind = 'ASKED_BY_PERSON';
    const seen = await recordConsularNotice(services, houston, { matterId, kind, happenedAt });
    expect(await readMatterNotices(services, houston, seen)).toMatchObject([{ kind, happenedAt }]);
    const future = new Date(Date.now() + 3_600_000);
    await expect(
      recordConsularNotice(services, houston, { matterId, kind, happenedAt: future }),
    ).rejects.toThrow(InvalidInputError);
  });

  test('where somebody is held is kept report by report; another facility is a move', async () => {
    const first = await provider(services);
    const { matterId } = await opened();
    await acceptMatterOffer(services, partner(first), { matterId });
    const knownAt = (hour: number) => new Date(Date.UTC(2026, 10, 20, hour));
    const said = { matterId, source: 'FAMILY', confidence: 'REPORTED' } as const;
    const report = (
      who: typeof houston | ReturnType<typeof partner>,
      facts: object,
      hour: number,
    ) => reportWhereabouts(services, who, { ...said, ...facts, knownAt: knownAt(hour) });
    await report(houston, { place: planted }, 1);
    await report(houston, { facilityId: facilities.corley }, 2);
    await report(partner(first), { facilityId: facilities.corley, place: 'Pod C' }, 3);
    const seen = await report(partner(first), { facilityId: facilities.stewart }, 4);
    const places = await readMatterWhereabouts(services, partner(first), seen);
    expect(places?.map(({ facilityId, place }) => [facilityId, place])).toEqual([
      [facilities.stewart, null],
      [facilities.corley, 'Pod C'],
      [facilities.corley, null],
      [null, planted],
    ]);
    const kinds = (await readMatterHistory(services, houston, await seenBy(houston, matterId)))
      ?.map(({ kind }) => kind)
      .slice(-4);
    expect(kinds).toEqual(['MATTER_LOCATED', 'MATTER_LOCATED', 'MATTER_LOCATED', 'MATTER_MOVED']);
    await expect(report(houston, { facilityId: randomUUID() }, 5)).rejects.toThrow('facilityId');
    await expect(report(houston, {}, 5)).rejects.toThrow(InvalidInputError);
    const { rows } = await admin.query('select t::text as row from whereabouts t');
    expect(JSON.stringify(rows)).not.toContain('Xochitl');
  });

  test('a visit is planned, and reported once, with what was seen sealed', async () => {
    const { matterId } = await opened();
    const plannedAt = new Date(Date.now() + 86_400_000);
    const planned = await scheduleVisit(services, houston, {
      matterId,
      plannedAt,
      facilityId: facilities.corley,
    });
    const [visit] = (await readMatterVisits(services, houston, planned)) ?? [];
    expect(visit).toMatchObject({ status: 'PLANNED', plannedAt, report: null });
    const input = { matterId, visitId: visit?.id ?? '', outcome: 'VISITED' } as const;
    const seen = await reportVisit(services, houston, { ...input, conditions: planted });
    expect(await readMatterVisits(services, houston, seen)).toMatchObject([
      { status: 'VISITED', report: planted },
    ]);
    await expect(reportVisit(services, houston, input)).rejects.toThrow(ConflictError);
    const strange = { ...input, visitId: randomUUID() };
    await expect(reportVisit(services, houston, strange)).rejects.toThrow('visitId');
    const { rows } = await admin.query('select t::text as row from consular_visit t');
    expect(JSON.stringify(rows)).not.toContain('Xochitl');
  });

  test('an officer who is named for a visit has a shift then, and nobody else to see', async () => {
    const officerId = 'officer-of-the-desk';
    const hour = 3_600_000;
    const startsAt = new Date(Date.now() + 24 * hour);
    const at = (hours: number) => new Date(startsAt.getTime() + hours * hour);
    await hearOfDuty(services, desks.houston, [{ officerId, startsAt, endsAt: at(8) }]);
    const [one, two] = [await opened(), await opened()];
    const plan = (matterId: string, hours: number, who = officerId) =>
      scheduleVisit(services, houston, { matterId, officerId: who, plannedAt: at(hours) });
    for (const hours of [-0.1, 8]) {
      await expect(plan(one.matterId, hours)).rejects.toThrow('officerId');
    }
    await expect(plan(one.matterId, 1, 'somebody-else')).rejects.toThrow('officerId');
    const planned = await plan(one.matterId, 1);
    expect(await readMatterVisits(services, houston, planned)).toMatchObject([{ officerId }]);
    const both = await Promise.allSettled([plan(two.matterId, 4), plan(one.matterId, 4)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(plan(two.matterId, 1.9)).rejects.toThrow(ConflictError);
    await plan(two.matterId, 2);
    await hearOfDuty(services, desks.houston, []);
    await expect(plan(two.matterId, 6)).rejects.toThrow('officerId');
  });

  test('it goes to another desk when that one accepts, and not before', async () => {
    const { matterId } = await opened();
    await recordMatterFact(services, houston, { matterId, kind: 'NAME', text: planted });
    const ask = () => transferMatter(services, houston, { matterId, deskId: desks.dallas });
    await ask();
    const asked = await seenBy(dallas, matterId);
    expect(asked.seenBy).toBe('ASKED_DESK');
    expect(await readMatterFacts(services, dallas, asked)).toBeNull();
    await declineMatterTransfer(services, dallas, { matterId });
    expect(await readMatter(services, dallas, matterId)).toBeNull();
    await ask();
    const taken = await acceptMatterTransfer(services, dallas, { matterId });
    expect(taken).toMatchObject({ seenBy: 'DESK', matter: { askedDeskId: null } });
    expect(await readMatterFacts(services, dallas, taken)).toMatchObject([{ text: planted }]);
    expect(await readMatter(services, houston, matterId)).toBeNull();
    const page = { deskId: desks.dallas, first: 10, after: null };
    expect((await readDeskMatters(services, dallas, page))?.nodes).toHaveLength(1);
    const closed = { ...page, status: 'CLOSED' } as const;
    expect((await readDeskMatters(services, dallas, closed))?.nodes).toEqual([]);
  });

  test('once it is closed nothing more is done, and whoever had it has room', async () => {
    const first = await provider(services, { capacity: 1 });
    const { matterId } = await opened();
    await acceptMatterOffer(services, partner(first), { matterId });
    const outcome = 'RELEASED_ON_BOND';
    const closed = await closeMatter(services, houston, { matterId, outcome });
    expect(closed.matter).toMatchObject({ status: 'CLOSED', outcome });
    expect(await held()).toEqual({ [first.id]: 0 });
    // They keep their file.
    expect((await seenBy(partner(first), matterId)).seenBy).toBe('PROVIDER');
    for (const trial of [
      () => closeMatter(services, houston, { matterId, outcome }),
      () => offerMatter(services, houston, { matterId, providerId: first.id }),
      () => addMatterNote(services, partner(first), { matterId, text: 'Late', isShared: true }),
    ]) {
      await expect(trial()).rejects.toThrow(ConflictError);
    }
  });

  test('what is left to do after a removal is done on a matter that is closed', async () => {
    const { matterId } = await opened();
    await closeMatter(services, houston, { matterId, outcome: 'REMOVED' });
    const task = { matterId, text: `Wages of ${planted}` };
    await expect(addMatterTask(services, houston, task)).rejects.toThrow(ConflictError);
    const added = await addMatterTask(services, houston, { ...task, afterRemoval: 'WAGES' });
    const [open] = (await readMatterTasks(services, houston, added)) ?? [];
    expect(open).toMatchObject({ afterRemoval: 'WAGES', text: task.text, doneAt: null });
    const done = await completeMatterTask(services, houston, { matterId, taskId: open?.id ?? '' });
    expect(done.matter.status).toBe('CLOSED');
    expect(await readMatterTasks(services, houston, done)).toMatchObject([
      { doneAt: expect.any(Date) },
    ]);
    await expect(
      addMatterTask(services, dallas, { ...task, afterRemoval: 'CHILDREN' }),
    ).rejects.toThrow(NotFoundError);
  });
});
