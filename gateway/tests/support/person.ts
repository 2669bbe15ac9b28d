import type { TestSystem } from '@alert-button/dev/testing/test-system.ts';
import {
  createAlertButton,
  deviceCredential,
  enrol,
  type Credential,
  type DeviceIdentity,
  type PersonClient,
} from '@alert-button/sdk';

export interface EnrolledPerson extends PersonClient {
  readonly credential: Credential;
}

/** A new person with a device of their own. Close the client afterwards. */
export async function enrolledPerson(
  system: TestSystem,
  { homeConsulate }: { readonly homeConsulate?: string | null } = {},
): Promise<EnrolledPerson> {
  let identity: DeviceIdentity | undefined;
  const visitor = createAlertButton({ url: system.graphqlUrl });
  const person = await enrol(visitor, {
    ...(homeConsulate ? { homeConsulate } : {}),
    store: {
      load: async () => identity,
      save: async (made) => void (identity = made),
    },
  });
  visitor.close();
  if (!identity?.enrolment) throw new Error('An enrolled device has a certificate');
  const credential = deviceCredential(identity.keys, identity.enrolment.certificate);
  return { ...person, credential };
}
