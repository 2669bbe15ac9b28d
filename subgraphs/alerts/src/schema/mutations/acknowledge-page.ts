import { NotFoundError } from '@alert-button/platform/errors.ts';
import { acknowledgePage, type PageAnswer } from '../../commands/acknowledge-page.ts';
import { builder, resultOf } from '../builder.ts';
import { AlertStatus } from '../enums.ts';
import { Desk } from '../others.ts';

const AcknowledgePageInput = builder.inputType('AcknowledgePageInput', {
  description: 'What `acknowledgePage` needs.',
  fields: (t) => ({
    token: t.string({ required: true, description: 'The last part of the link in the page.' }),
  }),
});

const AcknowledgedPage = builder.objectRef<PageAnswer>('AcknowledgedPage').implement({
  description: 'An alert that an officer has taken by the link in a page; nothing of where or who.',
  fields: (t) => ({
    desk: t.field({
      type: Desk,
      nullable: true,
      description: 'The desk for which the officer was paged.',
      resolve: ({ deskId }) => ({ id: deskId }),
    }),
    raisedAt: t.expose('raisedAt', {
      type: 'DateTime',
      description: 'When the alert was stored.',
    }),
    isDrill: t.exposeBoolean('isDrill', { description: 'Whether it is a rehearsal.' }),
    status: t.expose('status', { type: AlertStatus, description: 'Where the alert stands now.' }),
  }),
});

builder.mutationField('acknowledgePage', (t) =>
  t.field({
    type: AcknowledgedPage,
    description:
      'The officer who was paged takes the alert by the one-time link in the page, without signing ' +
      'in. The link is good for two hours, until anybody has taken the alert, and for nothing else; ' +
      'one that is good no more is not found.',
    args: {
      input: t.arg({ type: AcknowledgePageInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('acknowledgePage', 'page', [NotFoundError]),
    resolve: (_root, { input }, { services, ...asking }) =>
      acknowledgePage(services, asking, input),
  }),
);
