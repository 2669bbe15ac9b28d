import { appendAudit } from '@alert-button/platform/audit/append-audit.ts';
import type { RequestContext } from '@alert-button/platform/builder.ts';
import { InvalidInputError, type InputIssue } from '@alert-button/platform/errors.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { mostInstructionsPerPhone, readOwnPhone } from '../domain/own-phone.ts';
import { policy } from '../policy.ts';
import { isStopped, lockOwnPhone, takeInstruction } from '../store/own-phone-store.ts';
import { isUuid } from '@alert-button/platform/uuid.ts';
import { readPhone } from '@alert-button/platform/phone-number.ts';
import type { OwnPhoneNeeds } from './set-own-phone.ts';

export interface AnswerTextInput {
  readonly messageId: string;
  readonly phone: string;
  readonly personId: string;
  readonly alertId?: string | null | undefined;
}

export interface AnsweredText {
  readonly messageId: string;
}

function parse(input: AnswerTextInput) {
  const issues: InputIssue[] = [];
  const uuid = (path: string, value: string) => {
    if (!isUuid(value)) issues.push({ path, message: 'must be a UUID' });
    return value.toLowerCase();
  };
  const messageId = uuid('messageId', input.messageId);
  const personId = uuid('personId', input.personId);
  const alertId = input.alertId == null ? null : uuid('alertId', input.alertId);
  const phone = readOwnPhone(input.phone, readPhone, issues);
  if (issues.length > 0) throw new InvalidInputError(issues);
  return { messageId, personId, alertId, phone };
}

/**
 * Answers a text message by another: that the alert it is in was received, once for each alert and
 * whoever raised it, or how to ask for help, a few times a day. The answer here is the same either
 * way. Can be repeated.
 *
 * @throws InvalidInputError; NotFoundError for whoever is not the service that receives them.
 */
export function createAnswerText({
  database,
  ownPhoneIndex,
  ownMessages,
  announce,
}: OwnPhoneNeeds) {
  return async (request: RequestContext, input: AnswerTextInput): Promise<AnsweredText> => {
    const { serviceId } = permit(policy, 'answerText', request.viewer);
    const { messageId, personId, alertId, phone } = parse(input);
    const phoneIndex = ownPhoneIndex(phone);
    await database.transaction(async (transaction) => {
      await lockOwnPhone(transaction, phoneIndex);
      const isSilent =
        (await isStopped(transaction, phoneIndex)) ||
        (alertId === null &&
          !(await takeInstruction(transaction, messageId, phoneIndex, mostInstructionsPerPhone)));
      if (!isSilent) {
        await (alertId === null
          ? ownMessages.instruct(transaction, phone, messageId)
          : ownMessages.receive(transaction, personId, alertId));
      }
      await appendAudit(transaction, {
        actorKind: 'TEXT_SERVICE',
        actorId: serviceId,
        action: 'answerText',
        subjectId: alertId ?? messageId,
        requestId: request.requestId,
        facts: { isInstruction: alertId === null, isSilent },
      });
    });
    announce();
    return { messageId };
  };
}
