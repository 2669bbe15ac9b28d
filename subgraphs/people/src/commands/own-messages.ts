import { runSqlIn } from '@alert-button/platform/database/open-database.ts';
import type { RunSql } from '@alert-button/platform/event-log/append.ts';
import type { Sealer } from '@alert-button/platform/keys.ts';
import type { Address } from '@alert-button/platform/messages/channel.ts';
import { enqueueMessage, settleMessages } from '@alert-button/platform/messages/queue.ts';
import { messageLanguage, type MessageLanguage } from '../domain/contact-message.ts';
import {
  instruction,
  isToldByText,
  ownMessageText,
  type OwnMessageKind,
  type OwnStep,
} from '../domain/own-message.ts';
import type { Transaction } from '../store/database.ts';
import {
  findOwnAddress,
  insertOwnTelling,
  wasReceivedByText,
  type Query,
} from '../store/own-telling-store.ts';
import type { PersonKeys } from '../store/person-keys.ts';
import type { LogTransaction } from '../store/telling-store.ts';
import { orElse } from './unreadable.ts';

export interface OwnMessageNeeds {
  /** Seals what waits to be sent. */
  readonly sealer: Sealer;
  readonly personKeys: PersonKeys;
}

export interface OwnNews {
  readonly personId: string;
  readonly alertId: string;
  readonly step: OwnStep;
  /** How the alert came in. */
  readonly channel: string | undefined;
}

/** Everything that is written to persons themselves; each in the transaction of what caused it. */
export interface OwnMessages {
  /** A code, to a number that is not known to be theirs. */
  sendCode(
    transaction: Transaction,
    message: {
      readonly id: string;
      readonly phone: string;
      readonly languages: readonly string[];
      readonly code: string;
    },
  ): Promise<void>;
  /** What happened to an alert, if it came in without an app or was written about. */
  tell(transaction: LogTransaction, news: OwnNews): Promise<void>;
  /** Whoever wrote is answered that it was received, and hears of what follows. */
  receive(transaction: Transaction, personId: string, alertId: string): Promise<void>;
  /** How to ask for help, once for each message that was none. */
  instruct(transaction: Transaction, phone: string, messageId: string): Promise<void>;
  /** What was not sent to a person is not sent. */
  dropWaiting(transaction: Transaction, personId: string): Promise<void>;
}

const queryOn =
  (transaction: LogTransaction): Query =>
  async <Row>(text: string, values: readonly unknown[]) =>
    (await transaction.query(text, [...values])).rows as Row[];

const queryIn =
  (transaction: Transaction): Query =>
  <Row>(text: string, values: readonly unknown[]) =>
    transaction.$queryRawUnsafe<Row[]>(text, ...values);

const runWith =
  (query: Query): RunSql =>
  (text, values) =>
    query(text, values);

interface Draft {
  readonly id: string;
  readonly subject: string;
  readonly recipient: string;
  readonly onceKey: string;
  readonly language: MessageLanguage;
  readonly text: string;
  readonly addresses: readonly Address[];
}

export function createOwnMessages({ sealer, personKeys }: OwnMessageNeeds): OwnMessages {
  const write = (run: RunSql, { language, text, ...draft }: Draft): Promise<void> =>
    enqueueMessage(run, sealer, {
      ...draft,
      // A text message has no subject.
      content: { language, subject: '', text, link: null },
      nextAfterSeconds: null,
      isMuted: false,
    });

  const wordsFor = (
    kind: OwnMessageKind,
    languages: readonly string[],
    code: string | null = null,
  ) => {
    const language = messageLanguage(null, languages);
    return { language, text: ownMessageText(kind, language, code) };
  };

  async function tellStep(
    query: Query,
    { personId, alertId, step }: Omit<OwnNews, 'channel'>,
  ): Promise<void> {
    const address = await findOwnAddress(query, personKeys, personId);
    if (address === null) return;
    const id = crypto.randomUUID();
    if (!(await insertOwnTelling(query, { id, personId, alertId, step }))) return;
    const phone = await orElse(null, address.phone);
    await write(runWith(query), {
      id,
      subject: alertId,
      recipient: personId,
      onceKey: `${step}:${alertId}`,
      ...wordsFor(step, address.languages),
      addresses: phone === null ? [] : [{ kind: 'SMS', phone }],
    });
  }

  return {
    sendCode: (transaction, { id, phone, languages, code }) =>
      write(runSqlIn(transaction), {
        id,
        subject: id,
        recipient: id,
        onceKey: `CODE:${id}`,
        ...wordsFor('CODE', languages, code),
        addresses: [{ kind: 'SMS', phone }],
      }),
    async tell(transaction, { channel, ...news }) {
      const query = queryOn(transaction);
      const isFirst = news.step === 'RECEIVED';
      if (isFirst && !isToldByText(channel)) return;
      if (!isFirst && !(await wasReceivedByText(query, news.personId, news.alertId))) return;
      if (news.step === 'ENDED') {
        await settleMessages(runWith(query), news.alertId, news.personId);
      }
      await tellStep(query, news);
    },
    receive: (transaction, personId, alertId) =>
      tellStep(queryIn(transaction), { personId, alertId, step: 'RECEIVED' }),
    instruct: (transaction, phone, messageId) =>
      write(runSqlIn(transaction), {
        id: crypto.randomUUID(),
        subject: messageId,
        recipient: messageId,
        onceKey: `INSTRUCTION:${messageId}`,
        language: 'es',
        text: instruction,
        addresses: [{ kind: 'SMS', phone }],
      }),
    async dropWaiting(transaction, personId) {
      const alerts = await transaction.ownTelling.findMany({
        where: { personId },
        distinct: ['alertId'],
        select: { alertId: true },
      });
      for (const { alertId } of alerts) {
        await settleMessages(runSqlIn(transaction), alertId, personId);
      }
    },
  };
}
