import type { Operation } from '@alert-button/sdk';
import type { FollowerClient } from '@alert-button/sdk/follower';
import type { Answer } from './follow.ts';
import { gonePage, pagedPage } from './pages.ts';
import type { Language } from './words.ts';

interface Acknowledged {
  readonly __typename: string;
  readonly page?: { readonly desk: { readonly code: string } };
}

/** The answer of an officer by the link in a page: it works once, so it is sent once. */
const acknowledgePage: Operation<Acknowledged, { readonly input: { readonly token: string } }> = {
  name: 'AcknowledgePage',
  kind: 'mutation',
  root: 'acknowledgePage',
  isRepeatable: false,
  text: 'mutation AcknowledgePage($input:AcknowledgePageInput!){acknowledgePage(input:$input){__typename ...on AcknowledgePageSuccess{page{desk{code}}}}}',
};

/** What the button in an officer's page answers: that they have the alert, or that the link is over. */
export async function acknowledge(
  client: FollowerClient,
  language: Language,
  token: string,
): Promise<Answer> {
  const { page } = await client.request(acknowledgePage, { input: { token } });
  return page === undefined
    ? { status: 404, body: gonePage(language) }
    : { status: 200, body: pagedPage(language, page.desk.code) };
}
