import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Environment } from '@alert-button/platform/env.ts';
import { createBlindIndex } from '@alert-button/platform/keys.ts';
import { withConnection } from '@alert-button/platform/database/connection.ts';
import type { Credential } from '@alert-button/sdk';
import { deviceCredential, type DeviceIdentity, enrol } from '@alert-button/sdk/person';
import type { Principal } from '../matrix-table.ts';
import { ask } from './ask.ts';
import { callerWord, cancelPin } from './matrix-arguments.ts';
import { rowsOf } from './audit.ts';
import type { World } from './matrix-world.ts';
import { places } from './places.ts';
import { smallestPng } from './smallest-png.ts';
import { waitFor } from './wait-for.ts';

/** What one act is tried on, fresh for it, so that it spoils nothing for the next one. */
export interface Target {
  readonly alertId?: string;
  readonly apiKeyId?: string;
  readonly channelId?: string;
  /** Of a telephone number of the person's. */
  readonly code?: string;
  readonly channelIds?: readonly string[];
  readonly contactId?: string;
  readonly deskCode?: string;
  readonly deviceId?: string;
  readonly documentId?: string;
  readonly groupId?: string;
  readonly incidentId?: string;
  readonly officerId?: string;
  readonly organisationId?: string;
  readonly linkId?: string;
  readonly matterId?: string;
  readonly hearingId?: string;
  readonly otherShiftId?: string;
  readonly phone?: string;
  readonly providerId?: string;
  readonly shiftId?: string;
  readonly taskId?: string;
  /** From a message to a contact of the person, where another token is read too. */
  readonly contactToken?: string;
  readonly token?: string;
  readonly visitId?: string;
  /** Where an act ends what it was asked with. */
  readonly credential?: Credential;
}

type Prepare = (world: World, who: Principal) => Promise<Target>;

type Status = 'RAISED' | 'ACKNOWLEDGED' | 'ASSISTING' | 'CANCEL_REQUESTED';

/** A new alert of the person on the officer's desk, which the raising organisation pressed too. */
export async function freshAlert(world: World, status: Status = 'RAISED'): Promise<string> {
  const { system, act, persons, askers, colleague } = world;
  await closeAlertsOf(world, 'person');
  const { id: alertId } = await persons.person.press({ position: places.houston });
  await act(askers.raisingOrganisation, 'raiseAlert', {
    idempotencyKey: crypto.randomUUID(),
    personId: persons.person.personId,
  });
  const officer = { credential: colleague };
  if (status === 'CANCEL_REQUESTED') {
    await act(persons.person, 'cancelAlert', { alertId, pin: cancelPin });
  }
  if (status === 'ACKNOWLEDGED' || status === 'ASSISTING') {
    await act(officer, 'acknowledgeAlert', { alertId });
  }
  if (status === 'ASSISTING') await act(officer, 'beginAssistance', { alertId });
  const query = 'query ($id: ID!) { alert(id: $id) { status } }';
  const { data } = await ask(system, officer, query, { id: alertId });
  if ((data?.['alert'] as { status: string }).status !== status) throw new Error(`Not ${status}`);
  return alertId;
}

/** The matter of an alert that the officer's desk has, as a colleague opened it. */
export async function matterOf(world: World, alertId: string): Promise<string> {
  const { act, colleague, ids } = world;
  const officer = { credential: colleague };
  const languages = ['es'];
  const terms = { alertId, area: 'IMMIGRATION', urgency: 'URGENT', state: 'TX', languages };
  let made: Readonly<Record<string, unknown>> | undefined;
  // legal-aid hears of an acknowledgement a moment later.
  await waitFor(async () => {
    made = await act(officer, 'openMatter', terms, 'matter { id status }').catch(() => undefined);
    return made;
  }, 'the alert to be known');
  const matter = made?.['matter'] as { id: string; status: string };
  // Nobody else helps in Texas.
  if (matter.status !== 'OFFERED') throw new Error(`Not offered to ${ids.provider}`);
  return matter.id;
}

export async function acceptedMatterOf(world: World, alertId: string): Promise<string> {
  const matterId = await matterOf(world, alertId);
  await world.act(world.askers.provider, 'acceptMatterOffer', { matterId });
  return matterId;
}

/** An answered alert that legal-aid has heard of and that has no matter yet. */
async function knownAlert(world: World): Promise<string> {
  const alertId = await freshAlert(world, 'ACKNOWLEDGED');
  await waitFor(
    () =>
      withConnection(world.system.databases['legal-aid'].owner, async (owner) => {
        const known = `select from known_alert where id = $1 and status = 'ACKNOWLEDGED'`;
        return (await owner.query(known, [alertId])).rowCount === 1;
      }),
    'the alert to be known',
  );
  return alertId;
}

const onMatter = async (world: World) => {
  const matterId = await acceptedMatterOf(world, await freshAlert(world, 'ACKNOWLEDGED'));
  const task = { matterId, text: 'To be done' };
  await world.act({ credential: world.colleague }, 'addMatterTask', task);
  const query = 'query ($id: ID!) { matter(id: $id) { tasks { id } } }';
  const officer = { credential: world.colleague };
  const { data } = await ask(world.system, officer, query, { id: matterId });
  const { tasks } = data?.['matter'] as { tasks: { id: string }[] };
  return { matterId, taskId: tasks[0]?.id ?? '' };
};

const onVisit = async (world: World) => {
  const { matterId } = await onMatter(world);
  const plannedAt = new Date(Date.now() + 3_600_000).toISOString();
  const officer = { credential: world.colleague };
  const selection = 'matter { visits { id } }';
  const made = await world.act(officer, 'scheduleVisit', { matterId, plannedAt }, selection);
  const { visits } = made['matter'] as { visits: { id: string }[] };
  return { matterId, visitId: visits[0]?.id ?? '' };
};

/** Of the desk; of the provider for the provider, who removes no other. */
const onDocument: Prepare = async (world, who) => {
  const { matterId } = await onMatter(world);
  const officer = { credential: world.colleague };
  const sender = who === 'provider' ? world.askers.provider : officer;
  const document = {
    matterId,
    kind: 'PHOTO',
    title: 'A dot',
    mediaType: 'PNG',
    content: smallestPng,
  };
  await world.act(sender, 'addMatterDocument', document);
  const query = 'query ($id: ID!) { matter(id: $id) { documents { id } } }';
  const { data } = await ask(world.system, officer, query, { id: matterId });
  const { documents } = data?.['matter'] as { documents: { id: string }[] };
  return { matterId, documentId: documents[0]?.id ?? '' };
};

/** A report of that writer; the provider changes no other than their own. */
const onIncidentOf =
  (writerFor: (who: Principal) => 'DESK' | 'PROVIDER'): Prepare =>
  async (world, who) => {
    const { matterId } = await onMatter(world);
    const author = writerFor(who);
    const writer = author === 'DESK' ? { credential: world.colleague } : world.askers.provider;
    const report = {
      matterId,
      kind: 'FORCE',
      agency: 'ICE',
      happenedAt: '2026-11-20T10:00:00Z',
      precision: 'DAY',
      state: 'TX',
      account: 'Was pushed.',
    };
    await world.act(writer, 'reportIncident', report);
    const query = 'query ($id: ID!) { matter(id: $id) { incidents { id } } }';
    const officer = { credential: world.colleague };
    const { data } = await ask(world.system, officer, query, { id: matterId });
    const { incidents } = data?.['matter'] as { incidents: { id: string }[] };
    return { matterId, incidentId: incidents[0]?.id ?? '' };
  };

const onOwnIncident = onIncidentOf((who) => (who === 'provider' ? 'PROVIDER' : 'DESK'));

const onHearing = async (world: World) => {
  const { matterId } = await onMatter(world);
  const takesPlaceAt = new Date(Date.now() + 3_600_000).toISOString();
  const officer = { credential: world.colleague };
  const input = { matterId, kind: 'BOND', court: 'IMMIGRATION', takesPlaceAt };
  const made = await world.act(officer, 'scheduleHearing', input, 'matter { hearings { id } }');
  const { hearings } = made['matter'] as { hearings: { id: string }[] };
  return { matterId, hearingId: hearings[0]?.id ?? '' };
};

const onAskedMatter = async (world: World) => {
  const { matterId } = await onMatter(world);
  const deskId = world.ids.otherDesk;
  await world.act({ credential: world.colleague }, 'transferMatter', { matterId, deskId });
  return { matterId };
};

const onOffer = async (world: World) => ({
  matterId: await matterOf(world, await freshAlert(world, 'ACKNOWLEDGED')),
});

/** Who helps with the law, far from the matters of the table. */
async function freshProvider({ act, boss }: World): Promise<string> {
  const input = {
    name: `Provider ${crypto.randomUUID()}`,
    kind: 'NGO',
    states: ['AK'],
    countyFips: [],
    areas: ['IMMIGRATION'],
    languages: ['es'],
    capacity: 3,
    fee: 'FREE',
  };
  const made = await act(boss, 'registerProvider', input, 'provider { id }');
  return (made['provider'] as { id: string }).id;
}

const onProvider = async (world: World) => ({ providerId: await freshProvider(world) });

/** A new alert that an operator raised for a caller. */
async function callersAlert({ act, askers }: World): Promise<string> {
  const input = {
    idempotencyKey: randomUUID(),
    personId: randomUUID(),
    position: places.houston,
    note: 'Says they are at the door.',
  };
  const made = await act(askers.operator, 'raiseAlertForCaller', input, 'alert { id }');
  return (made['alert'] as { id: string }).id;
}

/** A group of that alert alone, which no other can join: written past all doors. */
async function groupOf({ system }: World, alertId: string): Promise<string> {
  const [row] = await rowsOf<{ id: string }>(
    system,
    `with made as (
       insert into alert_group (id, desk_id, centre_cell, first_raised_at, last_raised_at)
       select gen_random_uuid(), desk_id, 'none', raised_at, raised_at from alert where id = $1
       returning id
     )
     insert into alert_group_member (alert_id, group_id) select $1, id from made
     on conflict (alert_id) do update set group_id = excluded.group_id
     returning group_id as id`,
    [alertId],
  );
  if (row === undefined) throw new Error('The alert is there');
  return row.id;
}

async function closeAlertsOf(world: World, who: 'person' | 'anotherPerson'): Promise<void> {
  const { system, persons, colleague, otherDesk } = world;
  const query = '{ viewer { ... on Person { alerts { id status } } } }';
  const { data } = await ask(system, persons[who], query);
  const { alerts } = data?.['viewer'] as { alerts: { id: string; status: string }[] };
  const open = alerts.filter(({ status }) => status !== 'RESOLVED' && status !== 'CANCELLED');
  const resolve = `mutation ($id: ID!) {
    resolveAlert(input: { alertId: $id, outcome: FALSE_ALARM }) { __typename }
  }`;
  for (const { id } of open) {
    for (const credential of [colleague, otherDesk])
      await ask(system, { credential }, resolve, { id });
  }
}

async function freshContact({ act, system, persons }: World): Promise<string> {
  const own = '{ viewer { ... on Person { emergencyContacts { id } } } }';
  const { data } = await ask(system, persons.person, own);
  const { emergencyContacts } = data?.['viewer'] as { emergencyContacts: { id: string }[] };
  for (const { id: contactId } of emergencyContacts) {
    await act(persons.person, 'removeEmergencyContact', { contactId });
  }
  const input = { name: 'Somebody', phone: '+525512345678' };
  const made = await act(persons.person, 'addEmergencyContact', input, 'contact { id }');
  return (made['contact'] as { id: string }).id;
}

/** No link of anybody is good any more: there may be only so many. */
async function endLinks({ act, system, persons }: World): Promise<void> {
  const own = '{ viewer { ... on Person { followLinks { id revokedAt } } } }';
  for (const person of Object.values(persons)) {
    const { data } = await ask(system, person, own);
    const { followLinks } = data?.['viewer'] as {
      followLinks: { id: string; revokedAt: string | null }[];
    };
    for (const { id: linkId, revokedAt } of followLinks) {
      if (revokedAt === null) await act(person, 'revokeFollowLink', { linkId });
    }
  }
}

/** A link to the person's alert, which alerts has heard of. */
export async function freshLink(world: World, alertId: string) {
  const { act, system, persons } = world;
  await endLinks(world);
  const made = await act(persons.person, 'createFollowLink', { alertId }, 'token link { id }');
  const [token, linkId] = [String(made['token']), (made['link'] as { id: string }).id];
  const query = 'query ($token: String!) { followedAlert(token: $token) { streamCursor } }';
  const isThere = async () => (await ask(system, {}, query, { token })).data?.['followedAlert'];
  await waitFor(isThere, 'alerts to hear of the link');
  return { token, linkId };
}

/** Another device of the person. */
async function freshDevice(world: World, who: 'person' | 'anotherPerson') {
  const { act, system, persons } = world;
  const { code } = await act(persons[who], 'createDeviceLink', {}, 'code');
  let identity: DeviceIdentity | undefined;
  const deviceLabel = crypto.randomUUID();
  const client = await enrol({
    url: system.graphqlUrl,
    linkCode: String(code),
    deviceLabel,
    store: { load: async () => identity, save: async (made) => void (identity = made) },
  });
  client.close();
  if (!identity?.enrolment) throw new Error('An enrolled device has a certificate');
  const own = '{ viewer { ... on Person { devices { id label } } } }';
  const { data } = await ask(system, persons[who], own);
  const { devices } = data?.['viewer'] as { devices: { id: string; label: string | null }[] };
  const deviceId = devices.find(({ label }) => label === deviceLabel)?.id;
  if (deviceId === undefined) throw new Error('A device is among the person’s');
  const credential = deviceCredential(identity.keys, identity.enrolment.certificate);
  return { deviceId, credential };
}

/** As if the contact of the person had got it in a message; one that shuts out has a device. */
export async function freshContactToken(
  world: World,
  purpose: 'QUESTION' | 'EXIT' | 'REVOCATION',
): Promise<string> {
  const contactId = await freshContact(world);
  const token = randomBytes(16).toString('base64url');
  const deviceId = purpose === 'REVOCATION' ? (await freshDevice(world, 'person')).deviceId : null;
  await withConnection(world.system.databases.people.owner, async (owner) => {
    const hash = createHash('sha256').update(token).digest('base64url');
    await owner.query(
      'insert into contact_link (token_hash, contact_id, purpose) values ($1, $2, $3)',
      [hash, contactId, purpose],
    );
    if (deviceId === null) return;
    await owner.query(`update emergency_contact set standing = 'CONFIRMED' where id = $1`, [
      contactId,
    ]);
    await owner.query('insert into contact_device (contact_id, device_id) values ($1, $2)', [
      contactId,
      deviceId,
    ]);
  });
  return token;
}

const onToken = (purpose: 'QUESTION' | 'EXIT' | 'REVOCATION') => async (world: World) => ({
  token: await freshContactToken(world, purpose),
});

/** The `officer` of the matrix. */
const officerOnDuty = 'officer-houston';
const freshOfficerId = () => `officer-${crypto.randomUUID()}`;

/** On the roster of the officer's desk. */
async function freshMember({ act, boss }: World): Promise<string> {
  const officerId = freshOfficerId();
  await act(boss, 'addRosterMember', { deskCode: 'houston', officerId });
  return officerId;
}

let shiftsMade = 0;

/** A shift at the officer's desk at a time of its own. */
async function freshShift({ act, boss }: World, officerId: string): Promise<string> {
  shiftsMade += 1;
  const start = Date.now() + (shiftsMade + 24) * 3_600_000;
  const [startsAt, endsAt] = [start, start + 3_600_000].map((time) => new Date(time).toISOString());
  await act(boss, 'addRosterMember', { deskCode: 'houston', officerId });
  const made = await act(
    boss,
    'addDutyShift',
    { deskCode: 'houston', officerId, startsAt, endsAt },
    'desk { dutyShifts { id officerId startsAt } }',
  );
  const { dutyShifts } = made['desk'] as {
    dutyShifts: { id: string; officerId: string; startsAt: string }[];
  };
  const shift = dutyShifts.find(
    (one) => one.officerId === officerId && Date.parse(one.startsAt) === start,
  );
  if (shift === undefined) throw new Error('A shift that was added is in the plan');
  return shift.id;
}

/** All channels of an officer, at least one; another's for who is none. */
async function freshChannels({ act, askers }: World, who: Principal): Promise<readonly string[]> {
  const { viewer } = askers[who];
  const email = `${who}@example.org`;
  const asker = viewer.kind === 'OFFICER' ? askers[who] : askers.officer;
  const made = await act(asker, 'addOfficerChannel', { email }, 'paging { channels { id } }');
  return (made['paging'] as { channels: { id: string }[] }).channels.map(({ id }) => id);
}

/** A token that a page to an officer on duty could have had, for a new alert. */
async function freshToken(world: World): Promise<string> {
  const alertId = await freshAlert(world);
  const token = randomBytes(16).toString('base64url');
  const values = [hashOf(token), randomUUID(), alertId, world.ids.desk];
  await withConnection(world.system.databases.alerts.owner, (owner) =>
    owner.query(
      `insert into page_link
         (hash, page_id, alert_id, officer_id, desk_id, alert_version, expires_at)
       select $1, $2, id, 'officer-on-duty', $4, version, clock_timestamp() + interval '2 hours'
       from alert where id = $3`,
      values,
    ),
  );
  return token;
}

const freshPhone = () => `+5255${Math.floor(10_000_000 + Math.random() * 89_999_999)}`;

/** As if the person had got the code of a number of theirs, which goes by text message alone. */
async function freshCode({ act, askers, system }: World, who: Principal): Promise<Target> {
  const asker = askers[who];
  if (asker.viewer.kind !== 'PERSON') return {};
  const { personId } = asker.viewer;
  await act(asker, 'setOwnPhone', { phone: freshPhone() });
  const key = new Environment({ KEY: system.secrets.blindIndexKey }).namedKey('KEY');
  const index = createBlindIndex(key, 'phone_code.code');
  const code = '271828';
  await withConnection(system.databases.people.owner, async (owner) => {
    const { rows } = await owner.query<{ id: string }>(
      'select id from phone_code where person_id = $1 and ended_at is null',
      [personId],
    );
    const id = rows[0]?.id ?? '';
    const values = [id, index(`${id}/${code}`)];
    await owner.query('update phone_code set code_hash = $2 where id = $1', values);
    // Each is asked on every door, which is more than a day allows.
    await owner.query(`update phone_code set created_at = created_at - interval '2 days'`);
  });
  return { code };
}

/** Somebody without a device, who can be found by their number and their word. */
async function freshCaller({ act, askers }: World): Promise<Target> {
  const phone = freshPhone();
  const input = { personId: randomUUID(), phone, word: callerWord };
  await act(askers.operator, 'registerCaller', input);
  return { phone };
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url');

const onChannel = async (world: World, who: Principal) => {
  const channelIds = await freshChannels(world, who);
  const [channelId = ''] = channelIds;
  return { channelId, channelIds };
};
const onAlert = (status?: Status) => async (world: World) => ({
  alertId: await freshAlert(world, status),
});
const onContact = async (world: World) => ({ contactId: await freshContact(world) });
const onOrganisation = async ({ boss }: World) => ({
  organisationId: await boss.createOrganisation(crypto.randomUUID()),
});
const onKey = async ({ boss }: World) => {
  const { id } = await boss.createKey(await boss.createOrganisation(crypto.randomUUID()));
  return { apiKeyId: id };
};
const isPerson = (who: Principal) => who === 'person' || who === 'anotherPerson';

/** By mutation; one that is not here needs nothing prepared. */
const preparations: Readonly<Record<string, Prepare>> = {
  raiseAlert: async (world, who) => {
    await closeAlertsOf(world, who === 'anotherPerson' ? who : 'person');
    return {};
  },
  updateAlertPosition: onAlert(),
  sendAlertMessage: onAlert('ASSISTING'),
  setCallbackPhone: async (world, who) => ({
    alertId: await (who === 'operator' ? callersAlert(world) : freshAlert(world)),
  }),
  cancelAlert: onAlert(),
  updateAlertForCaller: onAlert(),
  cancelAlertForCaller: onAlert(),
  acknowledgeAlert: onAlert(),
  acknowledgeGroup: async (world) => ({ groupId: await groupOf(world, await freshAlert(world)) }),
  acknowledgePage: async (world) => ({ token: await freshToken(world) }),
  beginAssistance: async (world) => {
    const alertId = await freshAlert(world);
    await world.act(world.askers.officer, 'acknowledgeAlert', { alertId });
    return { alertId };
  },
  handOverAlert: onAlert('ASSISTING'),
  transferAlert: onAlert('ACKNOWLEDGED'),
  confirmCancellation: onAlert('CANCEL_REQUESTED'),
  doubtCancellation: onAlert('CANCEL_REQUESTED'),
  resolveAlert: onAlert(),

  openMatter: async (world) => ({ alertId: await knownAlert(world) }),
  offerMatter: async (world) => ({ ...(await onMatter(world)), ...(await onProvider(world)) }),
  acceptMatterOffer: onOffer,
  declineMatterOffer: onOffer,
  recordMatterFact: onMatter,
  addMatterNote: onMatter,
  addMatterTask: onMatter,
  completeMatterTask: onMatter,
  recordConsularNotice: onMatter,
  addMatterDocument: onMatter,
  openMatterDocument: onDocument,
  removeMatterDocument: onDocument,
  reportWhereabouts: onMatter,
  scheduleHearing: onMatter,
  reportHearing: onHearing,
  scheduleVisit: onMatter,
  reportVisit: onVisit,
  reportIncident: onMatter,
  reviseIncident: onOwnIncident,
  setIncidentConsent: onOwnIncident,
  reviewIncident: onIncidentOf(() => 'PROVIDER'),
  withdrawIncident: onOwnIncident,
  transferMatter: onMatter,
  acceptMatterTransfer: onAskedMatter,
  declineMatterTransfer: onAskedMatter,
  closeMatter: onMatter,
  setProviderCapacity: onProvider,
  setProviderStanding: onProvider,
  setProviderTerms: onProvider,

  addEmergencyContact: onContact,
  updateEmergencyContact: onContact,
  removeEmergencyContact: onContact,
  reorderEmergencyContacts: onContact,
  askContact: onContact,
  trustContact: onContact,
  confirmContact: onToken('QUESTION'),
  declineContact: onToken('QUESTION'),
  withdrawContact: onToken('EXIT'),
  requestDeviceRevocation: onToken('EXIT'),
  revokeDeviceByContact: onToken('REVOCATION'),
  createFollowLink: async (world) => {
    await endLinks(world);
    return { alertId: await freshAlert(world) };
  },
  confirmOwnPhone: freshCode,
  recogniseCaller: freshCaller,
  revokeFollowLink: async (world) => freshLink(world, await freshAlert(world)),
  revokeDevice: async (world) => ({ deviceId: (await freshDevice(world, 'person')).deviceId }),
  rotateDeviceKey: async (world, who) => {
    if (who !== 'person' && who !== 'anotherPerson') return {};
    return { credential: (await freshDevice(world, who)).credential };
  },
  withdrawConsent: async ({ act, askers }, who) => {
    const consent = { purpose: 'STATISTICS', textVersion: '2026-11-22' };
    if (isPerson(who)) await act(askers[who], 'grantConsent', consent);
    return {};
  },

  createApiKey: onOrganisation,
  disableOrganisation: onOrganisation,
  enableOrganisation: async (world) => {
    const target = await onOrganisation(world);
    await world.boss.act('disableOrganisation', target);
    return target;
  },
  rotateApiKey: onKey,
  revokeApiKey: onKey,
  addDutyShift: async (world) => ({ officerId: await freshMember(world) }),
  handOverDutyShift: async (world) => ({
    shiftId: await freshShift(world, officerOnDuty),
    officerId: await freshMember(world),
  }),
  removeOfficerChannel: onChannel,
  sendTestPage: onChannel,
  setOfficerChannelOrder: onChannel,
  setShiftChannels: async (world) => ({ shiftId: await freshShift(world, officerOnDuty) }),
  removeDutyShift: async (world) => ({ shiftId: await freshShift(world, freshOfficerId()) }),
  swapDutyShifts: async (world) => ({
    shiftId: await freshShift(world, officerOnDuty),
    otherShiftId: await freshShift(world, freshOfficerId()),
  }),
  addRosterMember: async () => ({ officerId: freshOfficerId() }),
  removeRosterMember: async ({ act, boss }) => {
    const officerId = freshOfficerId();
    await act(boss, 'addRosterMember', { deskCode: 'houston', officerId });
    return { officerId };
  },
  setDeskService: async ({ act, boss }) => {
    const deskCode = `team-${crypto.randomUUID()}`;
    await act(boss, 'createDesk', { code: deskCode });
    return { deskCode };
  },
  revokeOfficerAccess: async () => ({ officerId: freshOfficerId() }),
  restoreOfficerAccess: async ({ act, boss }) => {
    const officerId = freshOfficerId();
    await act(boss, 'revokeOfficerAccess', { officerId, reason: 'MISUSE' });
    return { officerId };
  },
};

export const preparedFields = Object.keys(preparations);

export const prepare: (field: string, world: World, who: Principal) => Promise<Target> = async (
  field,
  world,
  who,
) => preparations[field]?.(world, who) ?? {};
