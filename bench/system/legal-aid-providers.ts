import { setTimeout as delay } from 'node:timers/promises';
import { successOf } from '@alert-button/sdk';
import { createAdministratorClient } from '@alert-button/sdk/administrator';
import { officerCredential } from '@alert-button/sdk/officer';
import {
  apiKeyCredential,
  createOrganisationClient,
  type OrganisationClient,
} from '@alert-button/sdk/organisation';
import type { BenchSystem } from './bench-system.ts';
import { officerTokensOf } from './officers.ts';

/** Organisations that look for offers every few seconds, take most and decline each tenth. */
export interface LegalAidProviders extends AsyncDisposable {
  /** Nobody looks any more. */
  stop(): Promise<void>;
}

const lookMilliseconds = 5_000;
const declinesEach = 10;

export async function registerProviders(
  system: BenchSystem,
  count: number,
  capacity: number,
): Promise<LegalAidProviders> {
  const [token = ''] = await officerTokensOf(system, 'national', 1, 'ADMINISTRATOR');
  const administrator = createAdministratorClient({
    url: system.graphqlUrl,
    credential: officerCredential(() => Promise.resolve(token)),
  });
  const clients: OrganisationClient[] = [];
  for (let place = 0; place < count; place += 1) {
    const name = `Provider ${place}`;
    const { organisation } = successOf(await administrator.createOrganisation({ input: { name } }));
    const organisationId = organisation.id;
    const provider = {
      organisationId,
      name,
      kind: 'NGO',
      states: ['TX'],
      countyFips: [],
      areas: ['IMMIGRATION'],
      languages: ['es'],
      fee: 'FREE',
      capacity,
    } as const;
    successOf(await administrator.registerProvider({ input: provider }));
    const key = successOf(
      await administrator.createApiKey({
        input: { organisationId, environment: 'LIVE', scopes: ['MATTERS_ANSWER'], label: name },
      }),
    );
    const credential = apiKeyCredential(key.token);
    clients.push(createOrganisationClient({ url: system.graphqlUrl, credential }));
  }
  administrator.close();

  const stopping = new AbortController();
  const looking = clients.map(async (client, place) => {
    // Spread, as those are who do not know of one another.
    await pause((lookMilliseconds * place) / clients.length, stopping.signal);
    for (let answered = place; !stopping.signal.aborted;) {
      answered = await answerOffers(client, answered);
      await pause(lookMilliseconds, stopping.signal);
    }
  });
  const stop = async () => {
    stopping.abort();
    await Promise.all(looking);
  };
  return {
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
      for (const client of clients) client.close();
    },
  };
}

/** Answers what is offered now; gives how many offers have been answered so far. */
async function answerOffers(client: OrganisationClient, before: number): Promise<number> {
  const { nodes = [] } = (await client.providerMatters({ status: 'OFFERED' })) ?? {};
  let answered = before;
  for (const { id } of nodes) {
    answered += 1;
    if (answered % declinesEach === 0) {
      const input = { matterId: id, reason: 'NO_CAPACITY' } as const;
      successOf(await client.declineMatterOffer({ input }));
    } else {
      successOf(await client.acceptMatterOffer({ input: { matterId: id } }));
    }
  }
  return answered;
}

const pause = (milliseconds: number, signal: AbortSignal) =>
  delay(milliseconds, undefined, { signal }).catch(() => undefined);
