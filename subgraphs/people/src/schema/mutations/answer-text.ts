import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import type { AnsweredText } from '../../commands/answer-text.ts';
import { builder, resultOf } from '../builder.ts';

const AnswerTextInput = builder.inputType('AnswerTextInput', {
  description: 'Which text message is answered.',
  fields: (t) => ({
    messageId: t.id({
      required: true,
      description: 'A UUID that follows from the message; when it comes again, the same.',
    }),
    phone: t.string({ required: true, description: 'From where; begins with + and the country.' }),
    personId: t.id({ required: true, description: 'Who wrote it.' }),
    alertId: t.id({
      description: 'The alert that it is in; left out, the answer says how to ask for help.',
    }),
  }),
});

const AnswerTextSuccess = builder.objectRef<AnsweredText>('AnswerTextSuccess').implement({
  description: '`answerText` was done, which does not tell whether it sent anything.',
  fields: (t) => ({
    messageId: t.exposeID('messageId', { description: 'Of the message, as it was given.' }),
  }),
});

const { types, union } = resultOf('answerText', 'messageId', [InvalidInputError, NotFoundError]);

builder.mutationField('answerText', (t) =>
  t.field({
    type: AnswerTextSuccess,
    description:
      'Answers a text message by another, once for each alert; what follows is then told as well. ' +
      'For the service that receives them.',
    errors: { types, union, directResult: true },
    args: {
      input: t.arg({ type: AnswerTextInput, required: true, description: 'What is answered.' }),
    },
    resolve: (_root, { input }, context) => context.commands.answerText(context, input),
  }),
);
