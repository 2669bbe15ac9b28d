import type { DutyShift as Shift } from '../domain/duty-shift.ts';
import { builder } from './builder.ts';
import { OfficerChannel } from './officer-channel.ts';

export const DutyShift = builder.objectRef<Shift>('DutyShift').implement({
  description: 'Somebody is on duty at a desk for a while.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque.' }),
    officerId: t.exposeID('officerId', {
      description: "The ministry's identifier of the officer; who that is, it alone knows.",
    }),
    startsAt: t.expose('startsAt', { type: 'DateTime', description: 'When it begins.' }),
    endsAt: t.expose('endsAt', {
      type: 'DateTime',
      description: 'The first moment that is not part of it.',
    }),
    channels: t.field({
      type: [OfficerChannel],
      nullable: true,
      description:
        'How the officer is reached in this shift, in that order; empty for their general order. ' +
        'For the officer themself; null for others.',
      resolve: (shift, _arguments, context) =>
        context.commands.readOwnShiftChannels(context, shift),
    }),
  }),
});
