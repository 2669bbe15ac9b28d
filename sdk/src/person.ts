import { personOperations, type PersonOperations } from './_generated/person.ts';
import { createClient, type Client } from './client.ts';
import { createServerClock } from './clock.ts';
import { connect, type ConnectionOptions } from './connection.ts';
import type { EnrolmentNews } from './device-enrolment.ts';
import type { DeviceStore } from './device-identity.ts';
import { openDevice } from './device.ts';
import { createPress, type Press } from './press.ts';

export type { DeviceEnrolment, DeviceIdentity, DeviceStore } from './device-identity.ts';
export { deviceCredential } from './device-proof.ts';
export type { Position, Press, PressOptions } from './press.ts';

// These two are more than a request: `enrol` and the client's own `rotateDeviceKey` do them.
const { enrolPerson: _enrol, rotateDeviceKey: _rotate, ...operations } = personOperations;

/** The client of a person with a button. */
export interface PersonClient extends Client<
  Omit<PersonOperations, 'enrolPerson' | 'rotateDeviceKey'>
> {
  readonly personId: string;
  readonly press: Press;
  /**
   * Gives the device a new key, which is the person's from then on; the old one is not let in any
   * more. Kept in the store before it is asked for: whatever becomes of the answer, the device
   * stays the person's.
   *
   * @throws A user error when the service does not accept it, and what requests throw; the device
   *   then goes on with whichever key the service knows. Call it again to try again.
   */
  rotateDeviceKey(options?: { readonly signal?: AbortSignal }): Promise<void>;
}

export interface EnrolOptions extends Omit<ConnectionOptions, 'credential'>, EnrolmentNews {
  /** Default: kept in memory only, so the next start is a new person. */
  readonly store?: DeviceStore;
  /**
   * From another device of the same person (`createDeviceLink`): this one becomes theirs too. Left
   * out, a new device is a new person. Not looked at on a device that is enrolled already.
   */
  readonly linkCode?: string;
  readonly signal?: AbortSignal;
}

/**
 * Makes this device a person's: from the store when it knows one, else with a new key. No name and
 * no telephone number are needed. Renews the certificate when it ends soon or when `homeConsulate`,
 * `languages` or `deviceLabel` are given, and then works without a network as long as the
 * certificate is good.
 *
 * @throws A user error when the service does not accept what was told, and what requests throw.
 */
export async function enrol(options: EnrolOptions): Promise<PersonClient> {
  const { store, linkCode, homeConsulate, languages, deviceLabel, signal, ...connection } = options;
  const news = {
    ...(homeConsulate === undefined ? {} : { homeConsulate }),
    ...(languages === undefined ? {} : { languages }),
    ...(deviceLabel === undefined ? {} : { deviceLabel }),
  };
  const clock = createServerClock();
  const visitor = connect(connection, clock);
  const device = await openDevice(visitor, { store, news, linkCode, signal });
  const client = createClient(operations, { ...connection, credential: device.credential }, clock);
  return {
    ...client,
    personId: device.personId,
    press: createPress(client, device.keys),
    rotateDeviceKey: ({ signal: stop } = {}) => device.rotateKey(client, stop),
    close: () => {
      visitor.close();
      client.close();
    },
  };
}
