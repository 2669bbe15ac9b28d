import type { Viewer } from '@alert-button/platform/viewer.ts';
import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { officerTokens } from '@alert-button/dev/demo/officer-token.ts';
import { developmentTextService } from '@alert-button/dev/identity-provider/officers.ts';
import { vapidEnvironment } from '@alert-button/platform/testing/peers/providers.ts';
import type { Credential } from '@alert-button/sdk';
import { serviceCredential } from '@alert-button/sdk/texts';
import { apiKeyCredential } from '@alert-button/sdk/organisation';
import { decodeJwt } from 'jose';
import type { Principal } from '../matrix-table.ts';
import { administrator, type Administrator } from './administrator.ts';
import { ask } from './ask.ts';
import { officer, officerCredentialOf } from './officer.ts';
import { enrolledPerson, type EnrolledPerson } from './person.ts';
import { places } from './places.ts';
import { waitFor } from './wait-for.ts';

/** One of each kind of principal, as they ask and as the gateway describes them to a subgraph. */
export interface Asker {
  readonly credential: Credential | undefined;
  readonly viewer: Viewer;
}

export type Act = (
  asker: { readonly credential?: Credential | undefined },
  name: string,
  input: object,
  selection?: string,
) => Promise<Readonly<Record<string, unknown>>>;

export interface World extends AsyncDisposable {
  readonly system: TestSystem;
  readonly boss: Administrator;
  readonly askers: Readonly<Record<Principal, Asker>>;
  readonly persons: Readonly<Record<'person' | 'anotherPerson', EnrolledPerson>>;
  /** At the same desk as the officer, and at another. */
  readonly colleague: Credential;
  readonly otherDesk: Credential;
  readonly ids: Readonly<
    Record<'desk' | 'otherDesk' | 'facility' | 'organisation' | 'provider', string>
  >;
  /** Runs a mutation that takes one input and throws unless it succeeded. */
  readonly act: Act;
}

const place = places.houston;

function actOn(system: TestSystem): Act {
  return async ({ credential }, name, input, selection = '') => {
    const type = `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`;
    const query = `mutation ($input: ${type}Input!) { ${name}(input: $input) {
      __typename ... on ${type}Success { __typename ${selection} }
    } }`;
    const asker = credential === undefined ? {} : { credential };
    const answer = await ask(system, asker, query, { input });
    const result = answer.data?.[name] as Readonly<Record<string, unknown>> | undefined;
    if (result?.['__typename'] === `${type}Success`) return result;
    throw new Error(`${name} was not done: ${JSON.stringify(answer)}`);
  };
}

/** The only one who helps in Texas, with as many matters as come. */
async function registerProvider(act: Act, boss: Administrator, viewer: Viewer): Promise<string> {
  if (viewer.kind !== 'ORGANISATION') throw new Error('A provider asks with a key');
  const made = await act(
    boss,
    'registerProvider',
    {
      organisationId: viewer.organisationId,
      name: 'Helps in Texas',
      kind: 'NGO',
      states: ['TX'],
      countyFips: [],
      areas: ['IMMIGRATION'],
      languages: ['es'],
      capacity: 1000,
      fee: 'FREE',
    },
    'provider { id }',
  );
  return (made['provider'] as { id: string }).id;
}

/** The viewer that the gateway makes of a person's credential. */
async function personViewer({ credential, personId }: EnrolledPerson): Promise<Viewer> {
  const token = await credential.authorization({ now: new Date(), wasRefused: false });
  const { certificate } = decodeJwt<{ certificate: string }>(token?.replace('Bearer ', '') ?? '');
  const environment = decodeJwt<{ environment: 'LIVE' }>(certificate).environment;
  return { kind: 'PERSON', personId, deviceKey: '', homeConsulate: null, environment };
}

export async function createWorld(): Promise<World> {
  const system = await startTestSystem({ environment: { people: vapidEnvironment() } });
  const boss = administrator(system);
  const act = actOn(system);
  const persons = {
    person: await enrolledPerson(system),
    anotherPerson: await enrolledPerson(system),
  };
  const [houston, dallas] = [await officer(system, 'houston'), await officer(system, 'dallas')];
  const officerAsker = (
    desk: string,
    officerId: string,
    role: 'OFFICER' | 'OPERATOR' | 'ADMINISTRATOR' = 'OFFICER',
  ): Asker => ({
    credential: officerCredentialOf(system, desk, officerId),
    viewer: { kind: 'OFFICER', officerId, desk, role },
  });
  const texts = developmentTextService(system.secrets.identityProviderSecret);
  const organisationAsker = async (name: string, scopes: readonly string[]): Promise<Asker> => {
    const organisationId = await boss.createOrganisation(name);
    const { apiKey, token } = (await act(
      boss,
      'createApiKey',
      { organisationId, environment: 'LIVE', label: name, scopes },
      'apiKey { publicId } token',
    )) as unknown as { apiKey: { publicId: string }; token: string };
    const known = {
      ALERTS_RAISE: 'alerts:raise',
      ALERTS_FOLLOW: 'alerts:follow',
      MATTERS_ANSWER: 'matters:answer',
    } as const;
    return {
      credential: apiKeyCredential(token),
      viewer: {
        kind: 'ORGANISATION',
        organisationId,
        keyId: apiKey.publicId,
        scopes: scopes.map((scope) => known[scope as keyof typeof known]),
        environment: 'LIVE',
      },
    };
  };
  const person = async (who: EnrolledPerson): Promise<Asker> => ({
    credential: who.credential,
    viewer: await personViewer(who),
  });
  const askers: Readonly<Record<Principal, Asker>> = {
    anonymous: { credential: undefined, viewer: { kind: 'ANONYMOUS' } },
    person: await person(persons.person),
    anotherPerson: await person(persons.anotherPerson),
    officer: officerAsker('houston', 'officer-houston'),
    otherOfficer: officerAsker('dallas', 'officer-dallas'),
    operator: officerAsker('call-centre', 'officer-call-centre', 'OPERATOR'),
    administrator: officerAsker('national', 'officer-administrator', 'ADMINISTRATOR'),
    raisingOrganisation: await organisationAsker('Raises', ['ALERTS_RAISE']),
    followingOrganisation: await organisationAsker('Follows', ['ALERTS_FOLLOW']),
    strangeOrganisation: await organisationAsker('Strange', ['ALERTS_RAISE', 'ALERTS_FOLLOW']),
    provider: await organisationAsker('Helps', ['MATTERS_ANSWER']),
    textService: {
      credential: serviceCredential(officerTokens(system.issuer, texts)),
      viewer: { kind: 'TEXT_SERVICE', serviceId: texts.clientId },
    },
  };
  const { raisingOrganisation, followingOrganisation } = askers;
  for (const { viewer } of [raisingOrganisation, followingOrganisation]) {
    if (viewer.kind !== 'ORGANISATION') throw new Error('An organisation is one');
    const { organisationId } = viewer;
    const purpose = 'SHARE_WITH_ORGANISATION';
    await act(persons.person, 'grantConsent', {
      purpose,
      organisationId,
      textVersion: '2026-11-22',
    });
  }
  // The matrix plans duty there, and a desk with a plan is staffed by it alone.
  const onDuty = { deskCode: 'houston', officerId: 'officer-on-duty' };
  await act(boss, 'addRosterMember', onDuty);
  const [startsAt, endsAt] = [-1, 24].map((hours) =>
    new Date(Date.now() + hours * 3_600_000).toISOString(),
  );
  await act(boss, 'addDutyShift', { ...onDuty, startsAt, endsAt });
  const { id } = await persons.person.press({ position: place });
  const followed = '{ alert(id: "' + id + '") { id } }';
  await waitFor(async () => {
    const { data } = await ask(
      system,
      followingOrganisation as { credential: Credential },
      followed,
    );
    return data?.['alert'];
  }, 'the consents to arrive');
  const facilities = '{ detentionFacilities(first: 1) { nodes { id } } }';
  const { data } = await ask(system, {}, facilities);
  const [facility] = (data?.['detentionFacilities'] as { nodes: { id: string }[] }).nodes;
  const ids = {
    desk: houston.deskId,
    otherDesk: dallas.deskId,
    facility: facility?.id ?? '',
    organisation: await boss.createOrganisation('Looked at'),
    provider: await registerProvider(act, boss, askers.provider.viewer),
  };
  houston.close();
  dallas.close();
  return {
    system,
    boss,
    askers,
    persons,
    colleague: officerCredentialOf(system, 'houston', 'officer-houston-2'),
    otherDesk: dallas.credential,
    ids,
    act,
    async [Symbol.asyncDispose]() {
      for (const client of Object.values(persons)) client.close();
      await system[Symbol.asyncDispose]();
    },
  };
}
