import { rotateDeviceKey } from './_generated/operations.ts';
import type { Connection } from './connection.ts';
import type { Credential } from './credentials.ts';
import {
  enrolmentOf,
  isRenewalDue,
  isUnreachable,
  register,
  renew,
  type EnrolmentNews,
} from './device-enrolment.ts';
import type { DeviceEnrolment, DeviceIdentity, DeviceStore } from './device-identity.ts';
import { deviceCredential, proveKey } from './device-proof.ts';
import { generateDeviceKeys } from './jws.ts';
import type { Runner } from './operation.ts';
import { toUserError } from './success.ts';

export interface DeviceOptions {
  readonly store: DeviceStore | undefined;
  readonly news: EnrolmentNews;
  readonly linkCode: string | undefined;
  readonly signal: AbortSignal | undefined;
}

/** An enrolled device: its key and certificate, whichever they are by now. */
export interface Device {
  readonly personId: string;
  /** Those that sign now. */
  readonly keys: () => CryptoKeyPair;
  readonly credential: Credential;
  readonly rotateKey: (asPerson: Runner, signal: AbortSignal | undefined) => Promise<void>;
}

/**
 * Makes this device a person's: from the store when it knows one, else with a new key.
 *
 * @param visitor - Asks as nobody; used for as long as the device is.
 */
export async function openDevice(
  visitor: Connection,
  { store, news, linkCode, signal }: DeviceOptions,
): Promise<Device> {
  const stored = await store?.load();
  let identity: DeviceIdentity = stored ?? { keys: await generateDeviceKeys(), enrolment: null };
  const keep = async (next: DeviceIdentity): Promise<void> => {
    await store?.save(next);
    identity = next;
  };
  // Kept before it is known to the service: an answer that is lost must not make a second person.
  if (stored === undefined) await keep(identity);
  const known = identity.enrolment;
  if (known === null || isRenewalDue(known, news, visitor.clock.now())) {
    await settle(signal).catch((error: unknown) => {
      if (!isUnreachable(error)) throw error;
    });
    await keep({ ...identity, enrolment: await renew(visitor, identity, news, linkCode, signal) });
  }

  /**
   * Where the answer to a rotation was lost, finds out whether it was done: then the old key is
   * refused, and the new one is the person's. While the old one is good it goes on: the request
   * may still be on its way.
   */
  async function settle(stop: AbortSignal | undefined): Promise<void> {
    const { keys, nextKeys, enrolment } = identity;
    if (nextKeys === undefined || enrolment === null) return;
    const old = await register(visitor, keys, {}, stop);
    if (old.__typename !== 'InvalidInputError') return;
    const next = await register(visitor, nextKeys, {}, stop);
    if (next.__typename !== 'EnrolPersonSuccess' || next.person.id !== enrolment.personId) return;
    await keep({ keys: nextKeys, enrolment: enrolmentOf(next) });
  }

  async function rotate(asPerson: Runner, stop: AbortSignal | undefined): Promise<void> {
    const nextKeys = identity.nextKeys ?? (await generateDeviceKeys());
    await keep({ ...identity, nextKeys });
    // Sent twice it is done once: the second time the key is not new any more.
    const operation = { ...rotateDeviceKey, isRepeatable: true };
    const input = await proveKey(nextKeys, visitor.clock.now());
    const result = await asPerson.request(operation, { input }, { signal: stop });
    if (result.__typename === 'RotateDeviceKeySuccess') {
      return keep({ keys: nextKeys, enrolment: enrolmentOf(result) });
    }
    if (identity.keys !== nextKeys) await settle(stop);
    if (identity.keys !== nextKeys) throw toUserError(result);
  }

  function enrolmentNow(): DeviceEnrolment {
    if (identity.enrolment === null) throw new Error('An enrolled device has a certificate.');
    return identity.enrolment;
  }

  let rotation: Promise<void> | undefined;
  return {
    personId: enrolmentNow().personId,
    keys: () => identity.keys,
    credential: {
      authorization: async (attempt) => {
        if (attempt.wasRefused) await settle(undefined);
        return deviceCredential(identity.keys, enrolmentNow().certificate).authorization(attempt);
      },
    },
    rotateKey: (asPerson, stop) => {
      rotation ??= rotate(asPerson, stop).finally(() => (rotation = undefined));
      return rotation;
    },
  };
}
