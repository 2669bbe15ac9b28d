import { appendAudit } from '@alert-button/platform/audit/append-audit.ts';
import type { RequestContext } from '@alert-button/platform/builder.ts';
import { runSqlIn } from '@alert-button/platform/database/open-database.ts';
import { InvalidInputError, type InputIssue } from '@alert-button/platform/errors.ts';
import { appendEvent } from '@alert-button/platform/event-log/append.ts';
import { permit } from '@alert-button/platform/policy.ts';
import type { TextService } from '@alert-button/platform/viewer.ts';
import { readOwnPhone } from '../domain/own-phone.ts';
import type { MessageLanguage } from '../domain/contact-message.ts';
import type { TextKind } from '../domain/text-kind.ts';
import { personEvent } from '../events.ts';
import { policy } from '../policy.ts';
import type { Transaction } from '../store/database.ts';
import {
  findProvenOwner,
  lockOwnPhone,
  resumePhone,
  saveOwnPhone,
  stopPhone,
} from '../store/own-phone-store.ts';
import { insertPersonOnce, lockPerson } from '../store/person-store.ts';
import type { ContactNeeds } from './add-emergency-contact.ts';
import { isUuid } from '@alert-button/platform/uuid.ts';
import { readPhone } from '@alert-button/platform/phone-number.ts';
import type { OwnPhoneNeeds } from './set-own-phone.ts';
import { createWithdrawPhone } from './withdraw-contact.ts';

export interface ReceiveTextInput {
  readonly phone: string;
  /** Who wrote, if nobody has proved the number. */
  readonly personId: string;
  readonly kind: TextKind;
  readonly language: MessageLanguage;
}

/** Who wrote: enough to raise for them, and nothing more of them. */
export interface Texter {
  readonly personId: string;
  /** Code of the consulate they call theirs. */
  readonly homeConsulate: string | null;
}

export type ReceiveTextNeeds = OwnPhoneNeeds & ContactNeeds;

function parse(input: ReceiveTextInput) {
  const issues: InputIssue[] = [];
  if (!isUuid(input.personId)) issues.push({ path: 'personId', message: 'must be a UUID' });
  const phone = readOwnPhone(input.phone, readPhone, issues);
  if (issues.length > 0) throw new InvalidInputError(issues);
  return { ...input, phone, personId: input.personId.toLowerCase() };
}

/**
 * A text message came from a number. One that asks for help makes its writer a person, if nobody has
 * proved the number; STOP ends everything that is sent there; anything else changes nothing. Can be
 * repeated.
 *
 * @throws InvalidInputError; NotFoundError for whoever is not the service that receives them.
 */
export function createReceiveText(needs: ReceiveTextNeeds) {
  const { database, ownPhoneIndex, ownMessages, announce } = needs;
  const withdrawPhone = createWithdrawPhone(needs);

  /** Makes the writer a person, with the number from which they write; false when they were one. */
  async function register(
    transaction: Transaction,
    { phone, personId, language }: ReceiveTextInput,
  ): Promise<boolean> {
    const person = {
      kind: 'PERSON',
      id: personId,
      homeConsulate: null,
      languages: [language],
      version: 1,
    } as const;
    const isNew = await insertPersonOnce(transaction, person);
    await lockPerson(transaction, personId);
    await saveOwnPhone(transaction, needs, personId, phone, 'PROVEN');
    if (isNew) {
      await appendEvent(runSqlIn(transaction), personEvent('PERSON_ENROLLED', person));
    }
    return isNew;
  }

  async function receive(
    transaction: Transaction,
    { serviceId }: TextService,
    requestId: string,
    text: ReceiveTextInput,
  ): Promise<Texter & { readonly isNew: boolean }> {
    const phoneIndex = ownPhoneIndex(text.phone);
    await lockOwnPhone(transaction, phoneIndex);
    const owner = await findProvenOwner(transaction, phoneIndex);
    const personId = owner ?? text.personId;
    let isNew = false;
    if (text.kind === 'HELP') {
      await resumePhone(transaction, phoneIndex);
      if (owner === null) isNew = await register(transaction, text);
    }
    if (text.kind === 'STOP') {
      for (const id of await stopPhone(transaction, phoneIndex)) {
        await ownMessages.dropWaiting(transaction, id);
      }
    }
    const known = await transaction.person.findUnique({
      where: { id: personId },
      select: { homeConsulate: true },
    });
    await appendAudit(transaction, {
      actorKind: 'TEXT_SERVICE',
      actorId: serviceId,
      action: 'receiveText',
      subjectId: personId,
      requestId,
      facts: { kind: text.kind, isNew },
    });
    return { personId, homeConsulate: known?.homeConsulate ?? null, isNew };
  }

  return async (request: RequestContext, input: ReceiveTextInput): Promise<Texter> => {
    const service = permit(policy, 'receiveText', request.viewer);
    const text = parse(input);
    const { isNew, ...texter } = await database.transaction((transaction) =>
      receive(transaction, service, request.requestId, text),
    );
    // Each contact in a transaction of its own; what is cut off is done by the repetition.
    if (text.kind === 'STOP') await withdrawPhone(request.requestId, text.phone);
    if (isNew) announce();
    return texter;
  };
}
