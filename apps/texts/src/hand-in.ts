import type { NamedKey } from '@alert-button/platform/env.ts';
import { nameBasedId } from '@alert-button/platform/name-based-id.ts';
import { AlertButtonError } from '@alert-button/sdk';
import type { TextsClient } from '@alert-button/sdk/texts';
import { readPlace, type Gazetteer } from './domain/place.ts';
import { readText, type ReadText } from './domain/text.ts';
import { texterId } from './texter-id.ts';
import type { IncomingText } from './webhook.ts';

export interface HandInNeeds {
  readonly client: Pick<TextsClient, 'receiveText' | 'raiseAlertByText' | 'answerText'>;
  readonly texterKey: NamedKey;
  readonly gazetteer: () => Gazetteer;
}

/** What is to be done could not be done now; handed in again, it will be. */
export class NotYetError extends Error {
  override readonly name = 'NotYetError';
}

/** Names of messages: the same message has the same id, whatever gateway or process takes it. */
const messageNamespace = '3a9f5c1e-6d0b-4f5e-9a41-6f2f0c3d7b10';

/** So long one step may take: a provider waits some ten seconds for all of them. */
const quick = { maxAttempts: 1, timeoutMilliseconds: 3_000 };
const patient = { maxAttempts: 2, timeoutMilliseconds: 4_000 };

type Texter =
  | { readonly kind: 'KNOWN'; readonly personId: string; readonly consulateCode: string | null }
  /** It is no number that can be written to. */
  | { readonly kind: 'UNREACHABLE' }
  /** people is away, and does not know of the message yet. */
  | { readonly kind: 'AWAY' };

type Raised =
  | { readonly kind: 'IN_ALERT'; readonly alertId: string }
  /** It asks for nothing, and no alert of its writer is open. */
  | { readonly kind: 'IN_NONE' }
  /** It was stored before, for a writer whom nothing leads to any more. */
  | { readonly kind: 'STORED_BEFORE' };

/**
 * What becomes of a text message: whose it is, the alert, and the answer. When it returns, all of
 * that is committed; when it throws, what was done stays done, and the same message handed in again
 * goes on from there. An alert is raised even where nobody can say whose number it is.
 *
 * @throws NotYetError
 */
export function createHandIn({ client, texterKey, gazetteer }: HandInNeeds) {
  async function receive(
    text: IncomingText,
    { kind, language }: ReadText,
    personId: string,
  ): Promise<Texter> {
    try {
      const input = { phone: text.from, personId, kind, language };
      const result = await client.receiveText({ input }, quick);
      if (result.__typename === 'ReceiveTextSuccess') return { kind: 'KNOWN', ...result.texter };
      if (result.__typename === 'InvalidInputError') return { kind: 'UNREACHABLE' };
      return { kind: 'AWAY' };
    } catch (error) {
      if (error instanceof AlertButtonError) return { kind: 'AWAY' };
      throw error;
    }
  }

  async function raise(
    text: IncomingText,
    idempotencyKey: string,
    read: ReadText,
    personIds: readonly string[],
    homeConsulate: string | null,
  ): Promise<Raised> {
    const place = readPlace(read.place, gazetteer());
    for (const personId of personIds) {
      const input = {
        idempotencyKey,
        personId,
        countyFips: place.countyFips,
        consulateCode: place.consulateCode ?? homeConsulate,
        text: text.text,
        isRemark: read.kind !== 'HELP',
      };
      const result = await client.raiseAlertByText({ input }, patient);
      if (result.__typename === 'RaiseAlertByTextSuccess') {
        return { kind: 'IN_ALERT', alertId: result.alertId };
      }
      if (result.__typename === 'NotFoundError' && input.isRemark) return { kind: 'IN_NONE' };
      if (result.__typename !== 'IdempotencyMismatchError') {
        throw new NotYetError(`The alert was refused: ${result.__typename}`);
      }
      // It was stored before, when somebody else counted as its writer.
    }
    return { kind: 'STORED_BEFORE' };
  }

  return async (text: IncomingText): Promise<void> => {
    const read = readText(text.text);
    const ownId = texterId(texterKey, text.from);
    const messageId = nameBasedId(messageNamespace, text.id);
    const texter = await receive(text, read, ownId);
    const isAway = texter.kind === 'AWAY';
    if (read.kind === 'STOP') {
      if (isAway) throw new NotYetError('people is away');
      return;
    }
    const { personId, consulateCode } =
      texter.kind === 'KNOWN' ? texter : { personId: ownId, consulateCode: null };
    const personIds = [...new Set([personId, ownId])];
    const raised = await raise(text, messageId, read, personIds, consulateCode);
    if (isAway) throw new NotYetError('people is away');
    if (texter.kind === 'UNREACHABLE' || raised.kind === 'STORED_BEFORE') return;
    const alertId = raised.kind === 'IN_ALERT' ? raised.alertId : null;
    const input = { messageId, phone: text.from, personId, alertId };
    const answered = await client.answerText({ input }, quick);
    if (answered.__typename !== 'AnswerTextSuccess') {
      throw new NotYetError(`The answer was refused: ${answered.__typename}`);
    }
  };
}

export type HandIn = ReturnType<typeof createHandIn>;
