import { GraphQLRequestError } from '@alert-button/sdk';
import type { FollowerClient } from '@alert-button/sdk/follower';
import { closeStatusPage, gonePage, lineOf, openStatusPage, type StatusLine } from './pages.ts';
import { findTelephone } from './telephone.ts';
import type { Language } from './words.ts';

export interface FollowSettings {
  readonly client: FollowerClient;
  readonly language: Language;
  readonly token: string;
  /** Whether the exact place was asked for, which is recorded. */
  readonly showsPlace: boolean;
  /** Whether the page grows; there is only so much room for that. */
  readonly isLive: boolean;
  /** Ends the growing; the page is closed in good order, unless nobody reads it. */
  readonly signal: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly body: string | AsyncIterable<string>;
}

/** What the button of a link answers: how the alert stands, and then what happens, as it happens. */
export async function followLink(settings: FollowSettings): Promise<Answer> {
  const { client, language, token, showsPlace, isLive } = settings;
  const snapshot = await client.linkedAlert({ token });
  if (!snapshot) return { status: 404, body: gonePage(language) };
  const { alert, streamCursor } = snapshot;
  const [telephone, placed, contact] = await Promise.all([
    findTelephone(client, alert.consulate?.code ?? null),
    showsPlace && alert.isPositionShown ? client.linkedPosition({ token }) : null,
    // Only for a button: how it stands is shown without it too.
    client.contactLink({ token }).catch(() => null),
  ]);
  const opening = openStatusPage({
    language,
    raisedAt: alert.raisedAt,
    isDrill: alert.isDrill,
    isLive: isLive && alert.isOpen,
    area: alert.area ?? null,
    hasPlace: alert.isPositionShown,
    place: placed?.alert.position ?? null,
    telephone,
    canLeave: contact?.standing === 'CONFIRMED' || contact?.standing === 'UNANSWERED',
  });
  const now = { status: alert.status, escalationLevel: alert.escalationLevel };
  const begun = opening + lineOf(language, { at: client.clock.now(), ...now });
  if (!isLive || !alert.isOpen)
    return { status: 200, body: begun + closeStatusPage(language, null) };
  return { status: 200, body: grow(settings, begun, now, streamCursor) };
}

type Standing = Pick<StatusLine, 'status' | 'escalationLevel'>;

const isSame = (one: Standing, other: Standing): boolean =>
  one.status === other.status && one.escalationLevel === other.escalationLevel;

async function* grow(
  { client, language, token, signal }: FollowSettings,
  begun: string,
  now: Standing,
  after: string,
): AsyncGenerator<string> {
  yield begun;
  let last = now;
  let why: 'notLive' | 'ended' | null = 'notLive';
  try {
    for await (const item of client.followAlert({ token, after }, { signal, heartbeats: true })) {
      if (item.__typename !== 'FollowedEvent') {
        // A line that nobody sees: whoever is gone is noticed, and no proxy takes it for dead.
        yield '\n';
        continue;
      }
      if (!isSame(last, item)) yield lineOf(language, item);
      last = item;
      if (!item.alert.isOpen) {
        why = null;
        break;
      }
    }
  } catch (error) {
    why = error instanceof GraphQLRequestError ? 'ended' : 'notLive';
  }
  yield closeStatusPage(language, why);
}
