import type { FollowerClient } from '@alert-button/sdk/follower';
import type { Answer } from './follow.ts';
import { devicesPage, donePage, gonePage } from './pages.ts';
import type { Language } from './words.ts';

/*
 * What somebody can do whom a person wants told. Every link that is not there, not any more, or not
 * for this, has the same page.
 */

const gone = (language: Language): Answer => ({ status: 404, body: gonePage(language) });

/** Says whether they want to be told. */
export async function answerQuestion(
  client: FollowerClient,
  language: Language,
  token: string,
  agrees: boolean,
): Promise<Answer> {
  const input = { token };
  const result = agrees
    ? await client.confirmContact({ input })
    : await client.declineContact({ input });
  switch (result.__typename) {
    case 'ConfirmContactSuccess':
      return { status: 200, body: donePage(language, 'agreed') };
    case 'DeclineContactSuccess':
      return { status: 200, body: donePage(language, 'left') };
    default:
      return gone(language);
  }
}

/** Asks not to be told any more. */
export async function leave(
  client: FollowerClient,
  language: Language,
  token: string,
): Promise<Answer> {
  const result = await client.withdrawContact({ input: { token } });
  return result.__typename === 'WithdrawContactSuccess'
    ? { status: 200, body: donePage(language, 'left') }
    : gone(language);
}

/** Shuts out a lost device; where there are several, asks which first. */
export async function shutOut(
  client: FollowerClient,
  language: Language,
  token: string,
  chosenId: string | null,
): Promise<Answer> {
  const link = await client.contactLink({ token });
  if (!link || link.purpose !== 'REVOCATION') return gone(language);
  const [only, ...others] = link.devices;
  if (chosenId === null && others.length > 0) {
    return { status: 200, body: devicesPage(language, link.devices) };
  }
  const deviceId = chosenId ?? only?.id;
  if (deviceId === undefined) return gone(language);
  const result = await client.revokeDeviceByContact({ input: { token, deviceId } });
  return result.__typename === 'RevokeDeviceByContactSuccess'
    ? { status: 200, body: donePage(language, 'deviceGone') }
    : gone(language);
}
