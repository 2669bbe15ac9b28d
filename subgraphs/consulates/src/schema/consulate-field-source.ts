import type { FieldSource } from '../domain/consulate.ts';
import { builder } from './builder.ts';

const ConsulateField = builder.enumType('ConsulateField', {
  description: "A part of a consulate's entry whose origin is recorded.",
  values: {
    ADDRESS: { description: 'Its street address.' },
    EMAIL: { description: 'Its e-mail address.' },
    HOURS: { description: 'When it is open, and its time zone.' },
    LISTING: { description: 'That the office exists in that city.' },
    PHONE: { description: 'Its main telephone number.' },
    POSITION: { description: 'Its place on the map.' },
    POSTAL_CODE: { description: 'Its ZIP code.' },
    PROTECTION_PHONE: { description: 'The telephone number of its protection department.' },
    REGIONAL_GROUP: { description: 'Which offices it backs up, and they it.' },
    TYPE: { description: 'Its rank.' },
  } as const,
});

export const ConsulateFieldSource = builder
  .objectRef<FieldSource>('ConsulateFieldSource')
  .implement({
    description: 'Where one part of an entry is known from, and how far to trust it.',
    fields: (t) => ({
      field: t.expose('field', { type: ConsulateField, description: 'The part it is about.' }),
      source: t.exposeString('source', {
        description: 'The page, or what took its place, for example: confirmed by a call.',
      }),
      isVerified: t.exposeBoolean('isVerified', {
        description:
          'Whether it was confirmed or seen in a press or official page; it may still be outdated.',
      }),
      isRecheckNeeded: t.exposeBoolean('isRecheckNeeded', {
        description: 'Whether to confirm it before somebody in danger depends on it.',
      }),
      asOf: t.exposeString('asOf', {
        nullable: true,
        description: 'Year, month or day (ISO 8601) of the source, as exact as it is known.',
      }),
      note: t.exposeString('note', { nullable: true, description: 'A remark on the source.' }),
    }),
  });
