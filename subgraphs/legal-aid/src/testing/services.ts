import { randomBytes, randomUUID } from 'node:crypto';
import { createLocalKeyProvider } from '@alert-button/platform/keys.ts';
import { createLog } from '@alert-button/platform/log.ts';
import type { Officer, OfficerRole, Organisation, Person } from '@alert-button/platform/viewer.ts';
import { registerProvider } from '../commands/register-provider.ts';
import type { Services } from '../commands/services.ts';
import type { DetentionFacility } from '../domain/detention-facility.ts';
import type { RegisterProviderInput } from '../domain/parse-provider.ts';
import type { Provider } from '../domain/provider.ts';
import { openDatabase } from '../store/database.ts';
import { applyAlertEvent } from '../store/known-alerts.ts';
import { applyDeskEvent } from '../store/known-desks.ts';
import { applyDutyEvent } from '../store/known-duty.ts';
import { createMatterKeys } from '../store/matter-keys.ts';

/** Two of the register. */
export const facilities = { corley: randomUUID(), stewart: randomUUID() } as const;
const facilityNames = Object.fromEntries(
  Object.entries(facilities).map(([name, id]) => [id, name]),
);

const key = { id: 'test', secret: randomBytes(32) };

export interface TestServices extends Services, AsyncDisposable {}

/** What one process of the service works with, on a real database. Call it twice for two processes. */
export function openTestServices(connectionString: string): TestServices {
  const database = openDatabase(connectionString, createLog('legal-aid', 'silent'));
  return {
    database,
    matterKeys: createMatterKeys(createLocalKeyProvider([key])),
    isCounty: (fips) => fips === '48201' || fips === '48113',
    facilities: { get: (id) => (id in facilityNames ? ({ id } as DetentionFacility) : null) },
    announce: () => undefined,
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

export const desks = { houston: randomUUID(), dallas: randomUUID() } as const;

let position = 0;
async function hear(
  { database }: Services,
  apply: typeof applyDeskEvent,
  event: { kind: string; version: number; subjectId: string; payload: object },
): Promise<void> {
  position += 1;
  const transaction = await database.pool.connect();
  try {
    await apply(transaction, { ...event, id: randomUUID(), position, at: new Date() });
  } finally {
    transaction.release();
  }
}

/** The consulates tell of their desks. */
export async function hearOfDesks(services: Services): Promise<void> {
  for (const [code, id] of Object.entries(desks)) {
    const rest = { kind: 'DESK_PUBLISHED', version: 1, subjectId: id };
    await hear(services, applyDeskEvent, { ...rest, payload: { id, code } });
  }
}

/** Somebody has a shift at a desk. The last word on that desk counts. */
export async function hearOfDuty(
  services: Services,
  deskId: string,
  shifts: readonly { officerId: string; startsAt: Date; endsAt: Date }[],
): Promise<void> {
  const payload = { deskId, code: 'a-desk', shifts };
  const event = { kind: 'DUTY_PUBLISHED', version: 1, subjectId: deskId, payload };
  await hear(services, applyDutyEvent, event);
}

export interface AlertNews {
  readonly alertId: string;
  readonly personId: string;
  readonly status: string;
  readonly version?: number;
  /** As the phone shows it; null when it stays between the desks. Default: as it is. */
  readonly shown?: string | null;
  readonly deskId?: string;
  readonly isDrill?: boolean;
}

/** Alerts tell how one stands. */
export async function hearOfAlert(services: Services, news: AlertNews): Promise<void> {
  const { version = 1, shown = news.status, deskId = desks.houston, isDrill = false } = news;
  const { alertId, personId, status } = news;
  const person = shown === null ? null : { status: shown };
  const payload = { alertId, personId, deskId, status, isDrill, environment: 'LIVE', person };
  await hear(services, applyAlertEvent, { kind: status, version, subjectId: alertId, payload });
}

/** An alert of somebody that Houston has answered. */
export async function answeredAlert(
  services: Services,
): Promise<{ readonly alertId: string; readonly personId: string }> {
  const alert = { alertId: randomUUID(), personId: randomUUID() };
  await hearOfAlert(services, { ...alert, status: 'ACKNOWLEDGED' });
  return alert;
}

export const officerOf = (desk: string, role: OfficerRole = 'OFFICER'): Officer => ({
  kind: 'OFFICER',
  officerId: `officer of ${desk}`,
  desk,
  role,
});

export const somebody = (personId: string): Person => ({
  kind: 'PERSON',
  personId,
  deviceKey: 'thumbprint',
  homeConsulate: null,
  environment: 'LIVE',
});

export const keyOf = (organisationId: string, facts: Partial<Organisation> = {}): Organisation => ({
  kind: 'ORGANISATION',
  organisationId,
  keyId: 'abcdefghijklmnop',
  scopes: ['matters:answer'],
  environment: 'LIVE',
  ...facts,
});

export const asking = <V>(viewer: V) => ({ viewer, requestId: 'test-request' });
export const houston = asking(officerOf('houston'));
export const dallas = asking(officerOf('dallas'));
export const boss = asking(officerOf('national', 'ADMINISTRATOR'));

export interface TestProvider extends Provider {
  readonly organisationId: string;
}

/** A provider for immigration in all of Texas, with keys of its own. */
export async function provider(
  services: Services,
  facts: Partial<RegisterProviderInput> = {},
): Promise<TestProvider> {
  const organisationId = randomUUID();
  const registered = await registerProvider(services, boss, {
    name: `Provider ${randomUUID()}`,
    kind: 'NGO',
    organisationId,
    states: ['TX'],
    countyFips: [],
    areas: ['IMMIGRATION'],
    languages: ['es'],
    capacity: 3,
    fee: 'FREE',
    ...facts,
  });
  return { ...registered, organisationId: registered.organisationId ?? '' };
}

/** What an officer says of a matter of Harris County. */
export const terms = {
  area: 'IMMIGRATION',
  urgency: 'URGENT',
  countyFips: '48201',
  languages: ['es'],
} as const;
