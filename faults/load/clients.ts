import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as current from '@alert-button/sdk';
import * as officers from '@alert-button/sdk/officer';
import * as persons from '@alert-button/sdk/person';
import { shareOfMachine } from '../world/machine.ts';
import type { World } from '../world/world.ts';

/** What the load needs of the SDK's clients. */
export type Person = Pick<persons.PersonClient, 'press' | 'close'>;
export type Officer = Pick<
  officers.OfficerClient,
  'deskAlerts' | 'deskFeed' | 'acknowledgeAlert' | 'close'
>;

/** Less patient than on a phone: here somebody is always up again within seconds. */
const leastMilliseconds = 4_000;
const mostMilliseconds = 12_000;

/** The SDK that persons and officers of a run use: today's, or the one they installed long ago. */
export interface Clients {
  person(device: persons.DeviceIdentity): Promise<Person>;
  officer(token: string): Officer;
  /** Whether a failure is one of the service or the line: trying again makes sense. */
  isOutage(error: unknown): boolean;
}

type PersonModule = Pick<typeof persons, 'enrol'>;
type OfficerModule = Pick<typeof officers, 'createOfficerClient' | 'officerCredential'>;
type ErrorModule = Pick<typeof current, 'AlertButtonError'>;

const storeOf = (device: persons.DeviceIdentity): persons.DeviceStore => ({
  load: async () => device,
  save: async () => undefined,
});

/** Whoever gives up on a busy machine only makes it busier. */
const connectionTo = (url: string) => ({
  url,
  timeoutMilliseconds: Math.min(mostMilliseconds, leastMilliseconds / shareOfMachine()),
});

function clientsOf(url: string, sdk: PersonModule & OfficerModule & ErrorModule): Clients {
  const connection = connectionTo(url);
  return {
    person: (device) => sdk.enrol({ ...connection, store: storeOf(device) }),
    officer(token) {
      const credential = sdk.officerCredential(() => token);
      return sdk.createOfficerClient({ ...connection, credential });
    },
    isOutage: (error) => error instanceof sdk.AlertButtonError,
  };
}

/** Release 0.1.0 had one client for everybody. */
interface FirstRelease extends ErrorModule, Pick<OfficerModule, 'officerCredential'> {
  createAlertButton(options: object): Officer;
  enrol(client: Officer, options: { readonly store: persons.DeviceStore }): Promise<Person>;
}

function clientsOfFirst(url: string, sdk: FirstRelease): Clients {
  const connection = connectionTo(url);
  return {
    person: (device) => {
      const visitor = sdk.createAlertButton(connection);
      return sdk.enrol(visitor, {
        store: storeOf({
          ...device,
          // It kept times as they are written.
          enrolment: device.enrolment && {
            ...device.enrolment,
            certificateExpiresAt: device.enrolment.certificateExpiresAt.toISOString() as never,
          },
        }),
      });
    },
    officer: (token) =>
      sdk.createAlertButton({ ...connection, credential: sdk.officerCredential(() => token) }),
    isOutage: (error) => error instanceof sdk.AlertButtonError,
  };
}

/** The clients of a run: those of the release before when it begins with one. */
export async function openClients({ graphqlUrl, previous }: World): Promise<Clients> {
  if (previous === undefined) return clientsOf(graphqlUrl, { ...current, ...persons, ...officers });
  const load = (file: string): Promise<object> =>
    import(pathToFileURL(join(previous.root, 'sdk', 'src', file)).href) as Promise<object>;
  const index = await load('index.ts');
  if ('createAlertButton' in index) return clientsOfFirst(graphqlUrl, index as FirstRelease);
  const [person, officer] = await Promise.all([load('person.ts'), load('officer.ts')]);
  const sdk = { ...index, ...person, ...officer } as PersonModule & OfficerModule & ErrorModule;
  return clientsOf(graphqlUrl, sdk);
}
