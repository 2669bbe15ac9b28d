import { anonymous, type Person as PersonViewer } from '@alert-button/platform/viewer.ts';
import { thumbprintOf } from '../commands/credentials/device-proof.ts';
import type { PeopleCommands } from '../commands/index.ts';
import { createTestDevice, type TestDevice } from './device.ts';

export interface Enrolled {
  readonly id: string;
  readonly device: TestDevice;
  readonly asking: { readonly viewer: PersonViewer; readonly requestId: string };
}

/** Somebody with a device; by a code, another device of the person who made it. */
export async function enrol(
  commands: PeopleCommands,
  linkCode?: string,
  deviceLabel?: string,
): Promise<Enrolled> {
  const device = await createTestDevice();
  const { person } = await commands.enrolPerson(
    { viewer: anonymous, requestId: 'enrolment' },
    { publicKey: device.publicKey, proof: await device.prove(), linkCode, deviceLabel },
  );
  const viewer: PersonViewer = {
    kind: 'PERSON',
    personId: person.id,
    deviceKey: await thumbprintOf(device.publicKey),
    homeConsulate: null,
    environment: 'LIVE',
  };
  return { id: person.id, device, asking: { viewer, requestId: 'test-request' } };
}
