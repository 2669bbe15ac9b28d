import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { Weekday } from '../office-hours.ts';
import { Consulate } from '../references.ts';

const OpeningPeriodInput = builder.inputType('OpeningPeriodInput', {
  description: 'When an office opens and closes on one day of the week, by the clock on its wall.',
  fields: (t) => ({
    weekday: t.field({ type: Weekday, required: true, description: 'The day.' }),
    opens: t.string({ required: true, description: 'From 00:00 to 23:59, for example 08:00.' }),
    closes: t.string({
      required: true,
      description: 'The first minute it is closed again; 24:00 is the end of the day.',
    }),
  }),
});

const SetOfficeHoursInput = builder.inputType('SetOfficeHoursInput', {
  description: 'What `setOfficeHours` needs.',
  fields: (t) => ({
    consulateCode: t.string({ required: true, description: "The consulate's short name." }),
    timeZone: t.string({
      required: true,
      description: 'The time zone it stands in, by its IANA name, for example America/Chicago.',
    }),
    weekly: t.field({
      type: [OpeningPeriodInput],
      required: true,
      description: 'The hours of a usual week; a day may have several periods, or none.',
    }),
    closedOn: t.field({
      type: ['Date'],
      description: 'Days on which it stays closed all the same; at most 100.',
    }),
    confirmedOn: t.field({
      type: 'Date',
      required: true,
      description: 'Day on which the office said so.',
    }),
    confirmedBy: t.string({
      required: true,
      description: 'Role of who asked the office, never a name; at most 80 characters.',
    }),
  }),
});

builder.mutationField('setOfficeHours', (t) =>
  t.field({
    type: Consulate,
    description:
      'An administrator records when a consulate is open, as the consulate said: those are its ' +
      'hours from now on, whatever a release brings.',
    args: {
      input: t.arg({ type: SetOfficeHoursInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('setOfficeHours', 'consulate', [
      InvalidInputError,
      NotFoundError,
      ConflictError,
    ]),
    resolve: (_root, { input }, context) =>
      context.commands.setOfficeHours(context, { ...input, closedOn: input.closedOn ?? [] }),
  }),
);
