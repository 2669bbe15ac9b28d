import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { recordConsularNotice } from '../../commands/record-consular-notice.ts';
import { builder, resultOf } from '../builder.ts';
import { ConsularNoticeKind } from '../matter-enums.ts';
import { Matter } from '../matter.ts';

const RecordConsularNoticeInput = builder.inputType('RecordConsularNoticeInput', {
  description: 'What `recordConsularNotice` needs.',
  fields: (t) => ({
    matterId: t.id({ required: true, description: 'The matter.' }),
    kind: t.field({ type: ConsularNoticeKind, required: true, description: 'What happened.' }),
    happenedAt: t.field({ type: 'DateTime', required: true, description: 'When it happened.' }),
  }),
});

builder.mutationField('recordConsularNotice', (t) =>
  t.field({
    type: Matter,
    description:
      'An officer records that notice to the consulate was asked for or given, and when.',
    args: {
      input: t.arg({ type: RecordConsularNoticeInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('recordConsularNotice', 'matter', [
      InvalidInputError,
      NotFoundError,
      ConflictError,
    ]),
    resolve: (_root, { input }, { services, ...asking }) =>
      recordConsularNotice(services, asking, input),
  }),
);
