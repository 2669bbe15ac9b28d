import type { TestSystem } from '@alert-button/dev/testing/test-system.ts';
import type { Credential } from '@alert-button/sdk';
import {
  deviceCredential,
  type DeviceIdentity,
  enrol,
  type PersonClient,
} from '@alert-button/sdk/person';

export interface EnrolledPerson extends PersonClient {
  readonly credential: Credential;
}

/** A new person with a device of their own. Close the client afterwards. */
export async function enrolledPerson(
  system: TestSystem,
  { homeConsulate }: { readonly homeConsulate?: string | null } = {},
): Promise<EnrolledPerson> {
  let identity: DeviceIdentity | undefined;
  const person = await enrol({
    url: system.graphqlUrl,
    ...(homeConsulate ? { homeConsulate } : {}),
    store: {
      load: async () => identity,
      save: async (made) => void (identity = made),
    },
  });
  if (!identity?.enrolment) throw new Error('An enrolled device has a certificate');
  const credential = deviceCredential(identity.keys, identity.enrolment.certificate);
  return { ...person, credential };
}
