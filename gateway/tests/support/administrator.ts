import type { TestSystem } from '@alert-button/dev/testing/test-system.ts';
import type { Credential } from '@alert-button/sdk';
import { apiKeyCredential } from '@alert-button/sdk/organisation';
import { ask } from './ask.ts';
import { officerCredentialOf } from './officer.ts';

export interface TestKey {
  readonly id: string;
  readonly organisationId: string;
  /** The whole key, as it was shown once. */
  readonly token: string;
  readonly credential: Credential;
}

export interface Administrator {
  readonly credential: Credential;
  /** Runs a mutation that takes one input, and gives what came of it. */
  act(name: string, input: object, selection?: string): Promise<Readonly<Record<string, unknown>>>;
  createOrganisation(name: string): Promise<string>;
  createKey(organisationId: string, environment?: 'LIVE' | 'TEST'): Promise<TestKey>;
}

/** The administrator of the development system. */
export function administrator(system: TestSystem): Administrator {
  const credential = officerCredentialOf(system, 'national', 'officer-administrator');
  const act: Administrator['act'] = async (name, input, selection = '') => {
    const type = `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`;
    const query = `mutation ($input: ${type}Input!) {
      ${name}(input: $input) { __typename ${selection} }
    }`;
    const { data, errors } = await ask(system, { credential }, query, { input });
    if (data === null) throw new Error(`${name}: ${JSON.stringify(errors)}`);
    return data[name] as Readonly<Record<string, unknown>>;
  };
  return {
    credential,
    act,
    async createOrganisation(name) {
      const selection = '... on CreateOrganisationSuccess { organisation { id } }';
      const { organisation } = await act('createOrganisation', { name }, selection);
      return (organisation as { id: string }).id;
    },
    async createKey(organisationId, environment = 'LIVE') {
      const scopes = ['ALERTS_RAISE', 'ALERTS_FOLLOW'];
      const made = await act(
        'createApiKey',
        { organisationId, environment, scopes, label: 'Test' },
        '... on CreateApiKeySuccess { apiKey { id } token }',
      );
      const { apiKey, token } = made as unknown as { apiKey: { id: string }; token: string };
      return { id: apiKey.id, organisationId, token, credential: apiKeyCredential(token) };
    },
  };
}
