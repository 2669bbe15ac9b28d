import type { FollowerClient } from '@alert-button/sdk/follower';
import type { Answer } from './follow.ts';
import { gonePage, pagedPage } from './pages.ts';
import type { Language } from './words.ts';

/** What the button in an officer's page answers: that they have the alert, or that the link is over. */
export async function acknowledge(
  client: FollowerClient,
  language: Language,
  token: string,
): Promise<Answer> {
  const result = await client.acknowledgePage({ input: { token } });
  return result.__typename === 'AcknowledgePageSuccess'
    ? {
        status: 200,
        body: pagedPage(language, result.page.desk?.code ?? null, result.page.isDrill),
      }
    : { status: 404, body: gonePage(language) };
}
