import { messageStatuses, type LoggedAttempt } from '@alert-button/platform/messages/queue.ts';
import type { SeenPage } from '../commands/read-paging.ts';
import { builder } from './builder.ts';
import { described } from './described.ts';
import { OfficerChannelKind } from './officer-channel.ts';

const PageStatus = described('PageStatus', 'What has become of a page.', messageStatuses, {
  WAITING: 'It is being sent, or its next channel waits for its turn.',
  SENT: 'A provider has taken it; whether anybody read it, nobody knows.',
  SETTLED: 'Somebody had answered the alert before a provider took it.',
  DEAD: 'Nobody took it and it is not tried any more, or the officer has no channel.',
  MUTED: 'It is of a drill: it would have been sent, and went nowhere.',
});

const PageAttemptOutcome = described(
  'PageAttemptOutcome',
  'What came of one attempt to send a page.',
  ['ACCEPTED', 'REFUSED', 'FAILED', 'MUTED'],
  {
    ACCEPTED: 'The provider has taken it.',
    REFUSED: 'This address will not take it, however often.',
    FAILED: 'Not this time.',
    MUTED: 'It is of a drill: its turn had come, and nobody was asked.',
  },
);

const PageAttempt = builder.objectRef<LoggedAttempt>('PageAttempt').implement({
  description: 'One attempt to send a page, by one channel.',
  fields: (t) => ({
    channelKind: t.expose('channel', { type: OfficerChannelKind, description: 'By what.' }),
    startedAt: t.expose('startedAt', { type: 'DateTime', description: 'When it began.' }),
    endedAt: t.expose('endedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When its outcome was known; null when it is not.',
    }),
    outcome: t.expose('outcome', {
      type: PageAttemptOutcome,
      nullable: true,
      description: 'What came of it; null while it is under way, or when nobody will know.',
    }),
    reason: t.exposeString('reason', {
      nullable: true,
      description: 'Why it was not taken, as a code; null when it was.',
    }),
  }),
});

export const Page = builder.objectRef<SeenPage>('Page').implement({
  description:
    'What was sent to an officer on duty, because an alert waited or as a test; in a drill, what would have been.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque.' }),
    officerId: t.exposeID('recipient', {
      description: "The ministry's identifier of the officer; who that is, it alone knows.",
    }),
    isDrill: t.exposeBoolean('isMuted', {
      description: 'Whether it is of a drill, and went nowhere.',
    }),
    link: t.exposeString('link', {
      nullable: true,
      description:
        'Of a drill, the link that the officer would have got, for that officer to try; null of every other.',
    }),
    status: t.expose('status', { type: PageStatus, description: 'What has become of it.' }),
    createdAt: t.expose('queuedAt', { type: 'DateTime', description: 'When it was made.' }),
    acceptedAt: t.expose('acceptedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When a provider first took it; null when none did.',
    }),
    attempts: t.field({
      type: [PageAttempt],
      description: 'Every attempt to send it, in their order; never to where.',
      resolve: ({ attempts }) => [...attempts],
    }),
  }),
});
