import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { scheduleHearing } from '../../commands/schedule-hearing.ts';
import { builder, resultOf } from '../builder.ts';
import { HearingCourt, HearingKind } from '../hearing.ts';
import { Matter } from '../matter.ts';

const ScheduleHearingInput = builder.inputType('ScheduleHearingInput', {
  description: 'What `scheduleHearing` needs.',
  fields: (t) => ({
    matterId: t.id({ required: true, description: 'The matter.' }),
    kind: t.field({ type: HearingKind, required: true, description: 'What is heard.' }),
    court: t.field({ type: HearingCourt, required: true, description: 'Which sort of court.' }),
    place: t.string({
      description: 'Words for which court and where, at most 500 characters; kept encrypted.',
    }),
    takesPlaceAt: t.field({ type: 'DateTime', required: true, description: 'When.' }),
  }),
});

builder.mutationField('scheduleHearing', (t) =>
  t.field({
    type: Matter,
    description: 'An officer or the provider writes down that a court has set a hearing.',
    args: {
      input: t.arg({ type: ScheduleHearingInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('scheduleHearing', 'matter', [
      InvalidInputError,
      NotFoundError,
      ConflictError,
    ]),
    resolve: (_root, { input }, { services, ...asking }) =>
      scheduleHearing(services, asking, input),
  }),
);
