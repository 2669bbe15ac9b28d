import { enrolPersonOperation } from './_generated/operations.ts';
import type { EnrolPersonInput, EnrolPersonMutation } from './_generated/types.ts';
import type { AlertButtonClient } from './client.ts';
import type { Credential } from './credentials.ts';
import { AlertButtonError, successOf } from './errors.ts';
import { epochSeconds, generateDeviceKeys, publicKeyOf, signJws } from './jws.ts';
import { createPress, type Press } from './press.ts';

const audience = 'alert-button';
const tokenSeconds = 60;

/**
 * What makes a device the person's. All of it can be kept by structured cloning (IndexedDB); the
 * private key in it can be used but not read. Who has it is the person: keep it nowhere else.
 */
export interface DeviceIdentity {
  readonly keys: CryptoKeyPair;
  /** Null between the making of the key and the service's answer. */
  readonly enrolment: DeviceEnrolment | null;
}

export interface DeviceEnrolment {
  readonly personId: string;
  /** The service's signed word that this key is this person's. */
  readonly certificate: string;
  /** RFC 3339. */
  readonly certificateExpiresAt: string;
}

/** Where a device keeps its identity. `save` replaces what was there. */
export interface DeviceStore {
  load(): Promise<DeviceIdentity | undefined>;
  save(identity: DeviceIdentity): Promise<void>;
}

export interface EnrolOptions {
  /** Default: kept in memory only, so the next start is a new person. */
  readonly store?: DeviceStore;
  /** Code of the consulate the person calls theirs, where a press without a position goes. */
  readonly homeConsulate?: string;
  /** BCP 47 tags, best first. */
  readonly languages?: readonly string[];
  /**
   * From another device of the same person (`createDeviceLink`): this one becomes theirs too. Left
   * out, a new device is a new person. Not looked at on a device that is enrolled already.
   */
  readonly linkCode?: string;
  /** What the person calls this device. */
  readonly deviceLabel?: string;
  readonly signal?: AbortSignal;
}

/** A client that asks as a person. */
export interface PersonClient extends AlertButtonClient {
  readonly personId: string;
  readonly press: Press;
}

// A device may be offline for long; renewed this early, its certificate lasts through it.
const renewalMilliseconds = 60 * 24 * 60 * 60 * 1000;

/**
 * Makes this device a person's: from the store when it knows one, else with a new key. No name and
 * no telephone number are needed. Renews the certificate when it ends soon or when `homeConsulate`,
 * `languages` or `deviceLabel` are given, and then works without a network as long as the
 * certificate is good.
 *
 * @returns A client with a socket of its own; close it too.
 * @throws `RefusedError` when the service does not accept what was told, and what requests throw.
 */
export async function enrol(
  client: AlertButtonClient,
  options: EnrolOptions = {},
): Promise<PersonClient> {
  const { store } = options;
  const stored = await store?.load();
  const keys = stored?.keys ?? (await generateDeviceKeys());
  // Kept before it is known to the service: an answer that is lost must not make a second person.
  if (stored === undefined) await store?.save({ keys, enrolment: null });
  const enrolment = await renew(client, keys, stored?.enrolment ?? null, options);
  if (enrolment !== stored?.enrolment) await store?.save({ keys, enrolment });

  const person = client.withCredential(deviceCredential(keys, enrolment.certificate));
  return { ...person, personId: enrolment.personId, press: createPress(person, keys) };
}

/**
 * The credential of an enrolled device: a token made for each attempt, good for a minute by the
 * service's clock, that carries the certificate and proves possession of the key.
 */
export function deviceCredential(keys: CryptoKeyPair, certificate: string): Credential {
  return {
    authorization: async ({ now }) => {
      const claims = { ...tokenClaims(now), certificate };
      return `Bearer ${await signJws(keys, 'device-token+jwt', claims)}`;
    },
  };
}

async function renew(
  client: AlertButtonClient,
  keys: CryptoKeyPair,
  known: DeviceEnrolment | null,
  { homeConsulate, languages, linkCode, deviceLabel, signal }: EnrolOptions,
): Promise<DeviceEnrolment> {
  const remaining =
    known === null ? 0 : Date.parse(known.certificateExpiresAt) - client.clock.now().getTime();
  const hasNews = [homeConsulate, languages, deviceLabel].some((news) => news !== undefined);
  if (known !== null && !hasNews && remaining > renewalMilliseconds) return known;
  const told = { homeConsulate, languages, deviceLabel };
  const join = known === null && linkCode !== undefined ? { linkCode } : {};
  try {
    let result = await register(client, keys, { ...told, ...join }, signal);
    // The first answer tells the time; a proof by a wrong clock is made anew.
    if (isProofRefused(result)) {
      result = await register(client, keys, { ...told, ...join }, signal);
    }
    const { certificate, certificateExpiresAt, person } = successOf(result);
    return { personId: person.id, certificate, certificateExpiresAt };
  } catch (error) {
    const isUnreachable = error instanceof AlertButtonError && error.isRetryable;
    if (known !== null && remaining > 0 && isUnreachable) return known;
    throw error;
  }
}

type EnrolPersonResult = EnrolPersonMutation['enrolPerson'];

async function register(
  client: AlertButtonClient,
  keys: CryptoKeyPair,
  told: Omit<EnrolPersonInput, 'publicKey' | 'proof'>,
  signal: AbortSignal | undefined,
): Promise<EnrolPersonResult> {
  const { x, y } = await publicKeyOf(keys);
  const proof = await signJws(keys, 'device-proof+jwt', tokenClaims(client.clock.now()));
  // The same key again is the same person, so a lost answer can be asked for again.
  const operation = { ...enrolPersonOperation, isRepeatable: true };
  const input = { publicKey: { x, y }, proof, ...told };
  return client.request(operation, { input }, { signal });
}

function isProofRefused(result: EnrolPersonResult): boolean {
  return (
    result.__typename === 'InvalidInputError' && result.issues.every(({ path }) => path === 'proof')
  );
}

function tokenClaims(now: Date) {
  const iat = epochSeconds(now);
  return { aud: audience, iat, exp: iat + tokenSeconds, jti: crypto.randomUUID() };
}
