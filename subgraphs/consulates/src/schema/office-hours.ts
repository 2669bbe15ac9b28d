import {
  weekdays,
  type OfficeHours as Hours,
  type OpeningPeriod as Period,
  type Weekday as Day,
} from '../domain/office-hours.ts';
import { builder } from './builder.ts';

const dayName = (day: Day) => `${day[0] ?? ''}${day.slice(1).toLowerCase()}.`;

export const Weekday = builder.enumType('Weekday', {
  description: 'A day of the week.',
  values: Object.fromEntries(weekdays.map((day) => [day, { description: dayName(day) }])) as Record<
    Day,
    { description: string }
  >,
});

const OpeningPeriod = builder.objectRef<Period>('OpeningPeriod').implement({
  description: 'When an office opens and closes on one day of the week, by the clock on its wall.',
  fields: (t) => ({
    weekday: t.expose('weekday', { type: Weekday, description: 'The day.' }),
    opens: t.exposeString('opens', { description: 'For example 08:00.' }),
    closes: t.exposeString('closes', {
      description: 'The first minute it is closed again; 24:00 is the end of the day.',
    }),
  }),
});

export const OfficeHours = builder.objectRef<Hours>('OfficeHours').implement({
  description: 'When an office is open. Out of these hours its alerts are passed on at once.',
  fields: (t) => ({
    timeZone: t.exposeString('timeZone', {
      description: 'The time zone it stands in, for example America/Chicago.',
    }),
    weekly: t.field({
      type: [OpeningPeriod],
      description: 'The hours of a usual week, in its order.',
      resolve: ({ weekly }) => [...weekly],
    }),
    closedOn: t.field({
      type: ['Date'],
      description: 'Days on which it stays closed all the same.',
      resolve: ({ closedOn }) => [...closedOn],
    }),
  }),
});
