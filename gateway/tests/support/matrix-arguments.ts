import { getNamedType, isInputObjectType, type GraphQLField } from 'graphql';
import { exportJWK } from 'jose';
import type { Principal } from '../matrix-table.ts';
import type { Target } from './matrix-targets.ts';
import type { World } from './matrix-world.ts';
import { places } from './places.ts';
import { seconds, signed } from './raw-tokens.ts';
import { smallestPng } from './smallest-png.ts';

/** What is asked, by whom, on what. */
export interface Cell {
  readonly world: World;
  readonly field: string;
  readonly who: Principal;
  readonly target: Target;
  /** Of the device that enrols or takes a new key. */
  readonly keys: CryptoKeyPair;
}

type Build = (cell: Cell) => unknown;

const leftOut: Build = () => undefined;
const always =
  (value: unknown): Build =>
  () =>
    value;
const ofTarget =
  (name: keyof Target): Build =>
  ({ target, field }) => {
    const value = target[name];
    if (value === undefined) throw new Error(`Nothing was prepared as ${name} of ${field}`);
    return value;
  };
/** Acts for whoever writes or calls: not for the persons of the world, whose alerts are looked at. */
const ofOthers = ['raiseAlertByText', 'receiveText', 'answerText', 'registerCaller'];
const isAboutConsent = (field: string) => field.endsWith('Consent');

const { latitude, longitude } = places.houston;

/** Of every person, once they have one. */
export const cancelPin = '2580';

/** By which operators know those who call. */
export const callerWord = 'Colibrí azul';

/** A value for each argument, and each field of an input, by its name. */
const builders: Readonly<Record<string, Build>> = {
  account: always('Was pushed.'),
  after: leftOut,
  afterRemoval: leftOut,
  agency: always('ICE'),
  alertId: (cell) => (cell.field === 'answerText' ? undefined : ofTarget('alertId')(cell)),
  apiKeyId: ofTarget('apiKeyId'),
  area: always('IMMIGRATION'),
  areas: always(['IMMIGRATION']),
  capacity: always(5),
  channel: leftOut,
  channels: leftOut,
  channelId: ofTarget('channelId'),
  channelIds: ({ target }) => target.channelIds ?? [],
  city: leftOut,
  closedOn: leftOut,
  conditions: leftOut,
  confidence: always('REPORTED'),
  coalesce: leftOut,
  continuesAt: leftOut,
  court: always('IMMIGRATION'),
  code: ({ field, target }) => {
    if (field === 'confirmOwnPhone') return target.code ?? '000000';
    return field === 'createDesk' ? `team-${crypto.randomUUID()}` : 'houston';
  },
  consent: always('SUMMARY'),
  content: always(smallestPng),
  confirmedBy: always('duty officer'),
  confirmedOn: always('2026-11-21'),
  consulateCode: always('boise'),
  contactId: (cell) =>
    cell.field === 'createFollowLink' ? undefined : ofTarget('contactId')(cell),
  contactIds: ({ target }) => [target.contactId],
  countyFips: ({ field }) => (field.includes('Provider') ? [] : undefined),
  currentPin: always(cancelPin),
  decision: always('PASS'),
  deskCode: ({ target }) => target.deskCode ?? 'houston',
  deskId: ({ world: { ids }, field }) =>
    field === 'transferAlert' || field === 'transferMatter' ? ids.otherDesk : ids.desk,
  // The link that shuts out is for one device.
  deviceId: (cell) =>
    cell.field === 'revokeDeviceByContact' ? undefined : ofTarget('deviceId')(cell),
  deviceLabel: leftOut,
  devices: always([]),
  document: always({ kind: 'PASSPORT', number: 'G12345678' }),
  documentId: ofTarget('documentId'),
  drill: leftOut,
  dueAt: leftOut,
  duressPin: leftOut,
  email: leftOut,
  endsAt: () => new Date(Date.now() + 7_200_000).toISOString(),
  environment: always('LIVE'),
  evidence: leftOut,
  expiresAt: leftOut,
  expiresInHours: always(1),
  facilityId: ({ world: { ids } }) => ids.facility,
  fee: always('FREE'),
  first: leftOut,
  givenBy: always('IN_PERSON'),
  groupId: ofTarget('groupId'),
  happenedAt: always('2026-11-20T10:00:00Z'),
  hearingId: ofTarget('hearingId'),
  homeConsulate: always('houston'),
  hours: leftOut,
  id: ({ world: { ids }, field, target }) => {
    if (field === 'detentionFacility') return ids.facility;
    if (field === 'legalAidProvider') return ids.provider;
    if (field === 'matter') return target.matterId;
    return field === 'organisation' ? ids.organisation : target.alertId;
  },
  idempotencyKey: () => crypto.randomUUID(),
  incidentId: ofTarget('incidentId'),
  isInService: always(false),
  isRemark: leftOut,
  isShared: always(true),
  kind: ({ field }) =>
    ({
      registerProvider: 'NGO',
      recordMatterFact: 'CIRCUMSTANCES',
      receiveText: 'HELP',
      addMatterDocument: 'PHOTO',
      reportIncident: 'FORCE',
      reviseIncident: 'FORCE',
      scheduleHearing: 'BOND',
    })[field] ?? 'ASKED_BY_PERSON',
  label: always('matrix'),
  language: ({ field }) => {
    if (field === 'receiveText') return 'ES';
    return field === 'setPageLanguage' ? 'EN' : 'es';
  },
  languages: always(['es-MX']),
  linkCode: leftOut,
  linkId: ofTarget('linkId'),
  matterId: ofTarget('matterId'),
  knownAt: always('2026-11-20T10:00:00Z'),
  maySee: always('STATUS'),
  mediaType: always('PNG'),
  message: always('Call my sister.'),
  messageId: () => crypto.randomUUID(),
  name: () => `Matrix ${crypto.randomUUID()}`,
  near: always({ latitude, longitude }),
  note: always('Noted.'),
  number: always('+12085550100'),
  occurredAt: leftOut,
  officerId: ({ field, ...cell }) =>
    field === 'officerAccess' || field === 'scheduleVisit'
      ? undefined
      : ofTarget('officerId')({ field, ...cell }),
  organisationId: ({ field, ...cell }) =>
    isAboutConsent(field) || field === 'registerProvider'
      ? undefined
      : ofTarget('organisationId')({ field, ...cell }),
  otherShiftId: ofTarget('otherShiftId'),
  outcome: ({ field }) =>
    ({ closeMatter: 'ADVISED', reportVisit: 'VISITED', reportHearing: 'HELD' })[field] ??
    'FALSE_ALARM',
  override: leftOut,
  overlapHours: always(1),
  // A device presses for its own person and may not name one.
  personId: ({ world: { persons }, field, who }) => {
    if (ofOthers.includes(field)) return crypto.randomUUID();
    const isDevice = who === 'person' || who === 'anotherPerson';
    return isDevice && field === 'raiseAlert' ? undefined : persons.person.personId;
  },
  phone: ({ target }) =>
    target.phone ?? `+5255${Math.floor(10_000_000 + Math.random() * 89_999_999)}`,
  phoneKind: always('MAIN'),
  // Where none is set, it is not looked at.
  pin: always(cancelPin),
  place: leftOut,
  plannedAt: () => new Date(Date.now() + 3_600_000).toISOString(),
  policy: leftOut,
  position: always({ latitude, longitude }),
  precision: always('DAY'),
  proof: ({ keys }) =>
    signed(keys.privateKey, 'ES256', {
      header: { typ: 'device-proof+jwt' },
      claims: {
        aud: 'alert-button',
        iat: seconds(),
        exp: seconds() + 60,
        jti: crypto.randomUUID(),
      },
    }),
  providerId: ({ target, world: { ids } }) => target.providerId ?? ids.provider,
  push: leftOut,
  publicKey: async ({ keys }) => {
    const { x, y } = await exportJWK(keys.publicKey);
    return { x, y };
  },
  purpose: always('STATISTICS'),
  remark: leftOut,
  reason: ({ field }) => {
    if (field === 'declineMatterOffer') return 'OTHER';
    if (field === 'setDeskService' || field === 'setOfficeService') return 'PRECAUTION';
    return field === 'revokeOfficerAccess' ? 'MISUSE' : 'Because.';
  },
  scopes: always(['ALERTS_FOLLOW']),
  search: leftOut,
  shiftId: ofTarget('shiftId'),
  signature: leftOut,
  situation: always('STREET'),
  source: always('FAMILY'),
  standing: always('PAUSED'),
  startsAt: () => new Date(Date.now() + 3_600_000).toISOString(),
  state: always('TX'),
  // Apart from where the matters of the table are.
  states: always(['AK']),
  status: leftOut,
  steps: leftOut,
  summary: always('Somebody was hurt.'),
  takesPlaceAt: () => new Date(Date.now() + 3_600_000).toISOString(),
  taskId: ofTarget('taskId'),
  text: always('Some words.'),
  textVersion: always('2026-11-22'),
  timeZone: always('America/Boise'),
  title: always('A dot'),
  token: (cell) => ofTarget(cell.field === 'contactLink' ? 'contactToken' : 'token')(cell),
  urgency: always('URGENT'),
  validMinutes: always(10),
  visitId: ofTarget('visitId'),
  webPush: leftOut,
  webhook: leftOut,
  word: always(callerWord),
  weekly: always([{ weekday: 'MONDAY', opens: '08:00', closes: '17:00' }]),
};

type AnyField = GraphQLField<unknown, unknown>;

/** Names under which a field takes values: its arguments, and the fields of its one input. */
function namesOf(field: AnyField): readonly string[] {
  return field.args.flatMap(({ name, type }) => {
    const named = getNamedType(type);
    if (name !== 'input' || !isInputObjectType(named)) return [name];
    return Object.keys(named.getFields());
  });
}

/** Names that nobody knows a value for. */
export const unknownNames = (field: AnyField): readonly string[] =>
  namesOf(field).filter((name) => !(name in builders));

/** The values of all arguments of a field. */
export async function argumentsOf(
  field: AnyField,
  cell: Cell,
): Promise<Readonly<Record<string, unknown>>> {
  const entries = await Promise.all(
    namesOf(field).map(async (name) => [name, await builders[name]?.(cell)] as const),
  );
  const values = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  return field.args.some(({ name }) => name === 'input') ? { input: values } : values;
}
