import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import type { JWK } from 'jose';
import { createCursorCodec } from '@alert-button/platform/event-log/cursor.ts';
import { createPostgresEventLog } from '@alert-button/platform/event-log/postgres.ts';
import { createCountyIndex } from '@alert-button/platform/geography/counties.ts';
import { createLocalKeyProvider, createSealer } from '@alert-button/platform/keys.ts';
import { createLog } from '@alert-button/platform/log.ts';
import type { Officer, Organisation, Person, TextService } from '@alert-button/platform/viewer.ts';
import { createPersonGranter } from '../commands/grant-person.ts';
import { createPinHasher } from '@alert-button/platform/pin-hasher.ts';
import type { Services } from '../commands/services.ts';
import { openDatabaseClock } from '../store/database-clock.ts';
import { openDatabase } from '../store/database.ts';
import { applyDirectoryEvent, openDirectory } from '../store/directory.ts';
import { shippedDesks, shippedOffices } from './shipped-directory.ts';

const counties = createCountyIndex();
const key = { id: 'test', secret: randomBytes(32) };
const grantKey = {
  ...generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }),
  kid: 'test',
} as JWK;

export interface TestServices extends Services, AsyncDisposable {}

/**
 * What one process of the service works with, on a real database with the shipped directory. Call
 * it twice for two processes.
 */
export async function openTestServices(connectionString: string): Promise<TestServices> {
  await using opening = new AsyncDisposableStack();
  const database = opening.use(openDatabase(connectionString, createLog('alerts', 'silent')));
  const transaction = await database.pool.connect();
  try {
    const published = [
      ...shippedOffices.map((payload) => ({ kind: 'OFFICE_PUBLISHED', payload })),
      ...shippedDesks.map((payload) => ({ kind: 'DESK_PUBLISHED', payload })),
    ];
    const rest = { position: 1, version: 1, at: new Date() };
    for (const { kind, payload } of published) {
      const event = { ...rest, kind, payload, id: randomUUID(), subjectId: payload.id };
      await applyDirectoryEvent(transaction, event);
    }
  } finally {
    transaction.release();
  }
  const log = opening.use(
    createPostgresEventLog({
      pool: database.pool,
      connect: database.connect,
      log: createLog('alerts', 'silent'),
    }),
  );
  const services: Services = {
    database,
    clock: await openDatabaseClock(database),
    directory: await openDirectory(database),
    counties,
    sealer: createSealer(createLocalKeyProvider([key])),
    hashPin: createPinHasher(key),
    cursors: createCursorCodec(key),
    grantPerson: await createPersonGranter(grantKey),
    log,
  };
  const closing = opening.move();
  return { ...services, [Symbol.asyncDispose]: () => closing.disposeAsync() };
}

export const somebody = (): Person => ({
  kind: 'PERSON',
  personId: randomUUID(),
  deviceKey: 'thumbprint',
  homeConsulate: null,
  environment: 'LIVE',
});

export const organisation = (facts: Partial<Organisation> = {}): Organisation => ({
  kind: 'ORGANISATION',
  organisationId: randomUUID(),
  keyId: 'abcdefghijklmnop',
  scopes: ['alerts:raise', 'alerts:follow'],
  environment: 'LIVE',
  ...facts,
});

export const officerOf = (desk: string, officerId = `officer of ${desk}`): Officer => ({
  kind: 'OFFICER',
  officerId,
  desk,
  role: 'OFFICER',
});

export const textService: TextService = { kind: 'TEXT_SERVICE', serviceId: 'the text service' };

export const asking = <V extends Person | Organisation | Officer | TextService>(viewer: V) => ({
  viewer,
  requestId: 'test-request',
});
