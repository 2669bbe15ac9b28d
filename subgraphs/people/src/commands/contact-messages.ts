import type { RunSql } from '@alert-button/platform/event-log/append.ts';
import { runSqlIn } from '@alert-button/platform/database/open-database.ts';
import type { Sealer } from '@alert-button/platform/keys.ts';
import {
  enqueueMessage,
  readMutedWords,
  settleMessages,
} from '@alert-button/platform/messages/queue.ts';
import {
  linkTo,
  mostQuestionsPerAddress,
  mostQuestionsPerPerson,
  questionHours,
  revocationMinutes,
  type LinkPurpose,
} from '../domain/contact-link.ts';
import {
  messageKindOf,
  messageLanguage,
  messageText,
  withOwnWords,
  type MessageKind,
} from '../domain/contact-message.ts';
import { sightOf } from '../domain/contact-standing.ts';
import type { Person } from '../domain/person.ts';
import { countQuestions, saveQuestions } from '../store/contact-consent-store.ts';
import { endContactLinks, insertContactLink } from '../store/contact-link-store.ts';
import type { ContactRecord } from '../store/contact-store.ts';
import type { Database, Transaction } from '../store/database.ts';
import { findAlertsToldTo, type LogTransaction, type Telling } from '../store/telling-store.ts';
import { createToken, hashToken } from './credentials/contact-token.ts';
import type { MintFollowToken } from './follow-token.ts';
import { orElse } from './unreadable.ts';

export interface ContactMessageNeeds {
  /** Seals what waits to be sent. */
  readonly sealer: Sealer;
  /** Where the pages stand that take the tokens. */
  readonly linksUrl: string;
  readonly mintFollowToken: MintFollowToken;
}

export interface NewsFor {
  readonly telling: Telling;
  readonly contact: ContactRecord;
  /** Of what it is told, in alerts' log. */
  readonly eventId: string;
  readonly personLanguages: readonly string[];
  /** Of a drill: nothing leaves. */
  readonly isMuted: boolean;
}

/** Everything that is written to contacts; each in the transaction of what caused it. */
export interface ContactMessages {
  /** Asks whether they want to be told, unless they were asked too often. */
  ask(transaction: Transaction, person: Person, contact: ContactRecord): Promise<void>;
  sendRevocationLink(
    transaction: Transaction,
    person: Person,
    contact: ContactRecord,
  ): Promise<void>;
  tell(transaction: LogTransaction, news: NewsFor): Promise<void>;
  /** What was not sent to a contact of an alert is old, and is not sent. */
  dropOlder(transaction: LogTransaction, alertId: string, contactId: string): Promise<void>;
  /** What was not sent to a contact is not sent. */
  dropWaiting(transaction: Transaction, contactId: string): Promise<void>;
  /** Of a message of a drill, the link that stands in it; null of every other. */
  readMutedLink(database: Pick<Database, 'pool'>, messageId: string): Promise<string | null>;
}

interface Draft {
  readonly id: string;
  readonly subject: string;
  readonly onceKey: string;
  readonly contact: ContactRecord;
  readonly personLanguages: readonly string[];
  readonly kind: MessageKind;
  readonly link: string;
  readonly hasOwnWords: boolean;
  readonly isMuted: boolean;
}

export function createContactMessages(needs: ContactMessageNeeds): ContactMessages {
  const { sealer, linksUrl, mintFollowToken } = needs;

  async function write(run: RunSql, draft: Draft): Promise<void> {
    const { id, subject, onceKey, contact, personLanguages, kind, link } = draft;
    const addresses = await orElse([], contact.addresses);
    const language = messageLanguage(contact.language, personLanguages);
    const text = messageText(kind, language);
    const words = draft.hasOwnWords ? await orElse(null, contact.message) : null;
    const emailText = withOwnWords(text.text, language, words);
    await enqueueMessage(run, sealer, {
      id,
      subject,
      recipient: contact.id,
      onceKey,
      content: { language, ...text, link, emailText },
      addresses,
      // Whoever was reached by one of their addresses is not told again by the next.
      nextAfterSeconds: null,
      isMuted: draft.isMuted,
    });
  }

  /** A new link of one purpose, and the message that carries it. */
  async function sendLink(
    transaction: Transaction,
    person: Person,
    contact: ContactRecord,
    purpose: Extract<LinkPurpose, 'QUESTION' | 'REVOCATION'>,
    minutes: number,
  ): Promise<void> {
    const run = runSqlIn(transaction);
    const id = crypto.randomUUID();
    const token = createToken();
    const tokenHash = hashToken(token);
    await insertContactLink(run, { tokenHash, contactId: contact.id, purpose, minutes });
    await write(run, {
      id,
      subject: contact.id,
      onceKey: `${purpose}:${tokenHash}`,
      contact,
      personLanguages: person.languages,
      kind: purpose,
      link: linkTo(linksUrl, purpose, token),
      hasOwnWords: false,
      isMuted: false,
    });
  }

  return {
    async ask(transaction, person, contact) {
      const { addressIndexes } = contact;
      const asked = await countQuestions(transaction, person.id, addressIndexes);
      if (asked.ofAddress >= mostQuestionsPerAddress) return;
      if (asked.ofPerson >= mostQuestionsPerPerson) return;
      await saveQuestions(transaction, person.id, addressIndexes);
      await endContactLinks(transaction, contact.id, 'QUESTION');
      await sendLink(transaction, person, contact, 'QUESTION', questionHours * 60);
    },
    sendRevocationLink: (transaction, person, contact) =>
      sendLink(transaction, person, contact, 'REVOCATION', revocationMinutes),
    async tell(transaction, { telling, contact, eventId, personLanguages, isMuted }) {
      const run = runOn(transaction);
      const { id, personId, alertId, contactId, step } = telling;
      // Its link shows how the alert stands, and lets whoever has it leave.
      const token = await mintFollowToken(run, {
        personId,
        alertId,
        contactId,
        sight: sightOf(contact),
      });
      // Only the person sees the link of a drill, and they cannot leave in the contact's place.
      if (!isMuted) {
        const tokenHash = hashToken(token);
        await insertContactLink(run, { tokenHash, contactId, purpose: 'EXIT', minutes: null });
      }
      await write(run, {
        id,
        subject: alertId,
        onceKey: `${eventId}:${contactId}`,
        contact,
        personLanguages,
        kind: messageKindOf(step),
        link: linkTo(linksUrl, 'EXIT', token),
        hasOwnWords: true,
        isMuted,
      });
    },
    dropOlder: (transaction, alertId, contactId) =>
      settleMessages(runOn(transaction), alertId, contactId),
    async dropWaiting(transaction, contactId) {
      const subjects = [contactId, ...(await findAlertsToldTo(transaction, contactId))];
      for (const subject of subjects) {
        await settleMessages(runSqlIn(transaction), subject, contactId);
      }
    },
    readMutedLink: async ({ pool }, messageId) =>
      (await readMutedWords(pool, sealer, messageId))?.link ?? null,
  };
}

const runOn =
  (transaction: LogTransaction): RunSql =>
  (text, values) =>
    transaction.query(text, [...values]);
