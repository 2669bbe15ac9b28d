import type { Message } from '../commands/read-alert.ts';
import { builder } from './builder.ts';
import { AlertMessageAuthor } from './enums.ts';
import { Desk } from './others.ts';

export const AlertMessage = builder.objectRef<Message>('AlertMessage').implement({
  description: 'What the person and a desk wrote to each other. Kept encrypted.',
  fields: (t) => ({
    version: t.exposeInt('version', {
      description: 'Version of the alert that it made: that of its event.',
    }),
    at: t.field({
      type: 'DateTime',
      description: 'When it was stored, by the clock of the database.',
      resolve: (message) => message.at,
    }),
    author: t.field({
      type: AlertMessageAuthor,
      description: 'Who wrote it.',
      resolve: (message) => message.author,
    }),
    desk: t.field({
      type: Desk,
      nullable: true,
      description: 'The desk whose officer wrote it; null when the person did.',
      resolve: ({ deskId }) => (deskId === null ? null : { id: deskId }),
    }),
    text: t.exposeString('text', { description: 'The words, as they were written.' }),
  }),
});
