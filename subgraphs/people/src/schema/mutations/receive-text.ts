import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import type { Texter as KnownTexter } from '../../commands/receive-text.ts';
import { textKinds, type TextKind as Kind } from '../../domain/text-kind.ts';
import { builder, resultOf } from '../builder.ts';

const meanings: Record<Kind, string> = {
  HELP: 'It asks for help.',
  STOP: 'Nothing more may be sent to the number.',
  OTHER: 'It says something else.',
};

const TextKind = builder.enumType('TextKind', {
  description: 'What a text message is.',
  values: Object.fromEntries(
    textKinds.map((kind) => [kind, { description: meanings[kind] }]),
  ) as Record<Kind, { description: string }>,
});

const TextLanguage = builder.enumType('TextLanguage', {
  description: 'In which language a text message is.',
  values: {
    ES: { value: 'es', description: 'Spanish.' },
    EN: { value: 'en', description: 'English.' },
  } as const,
});

const Texter = builder.objectRef<KnownTexter>('Texter').implement({
  description: 'Who wrote a text message. Nothing of them but what raising for them needs.',
  fields: (t) => ({
    personId: t.exposeID('personId', { description: 'Opaque; for `raiseAlertByText`.' }),
    consulateCode: t.exposeString('homeConsulate', {
      nullable: true,
      description: 'Code of the consulate they call theirs, where no place is known.',
    }),
  }),
});

const ReceiveTextInput = builder.inputType('ReceiveTextInput', {
  description: 'A text message that came in.',
  fields: (t) => ({
    phone: t.string({ required: true, description: 'From where; begins with + and the country.' }),
    personId: t.id({
      required: true,
      description: 'Who wrote if nobody has proved the number: a UUID that follows from it.',
    }),
    kind: t.field({ type: TextKind, required: true, description: 'What it is.' }),
    language: t.field({ type: TextLanguage, required: true, description: 'In which language.' }),
  }),
});

builder.mutationField('receiveText', (t) =>
  t.field({
    type: Texter,
    description:
      'A text message came in: gives who wrote it, and does what STOP asks for. For the service ' +
      'that receives them.',
    errors: resultOf('receiveText', 'texter', [InvalidInputError, NotFoundError]),
    args: {
      input: t.arg({ type: ReceiveTextInput, required: true, description: 'The message.' }),
    },
    resolve: (_root, { input }, context) => context.commands.receiveText(context, input),
  }),
);
