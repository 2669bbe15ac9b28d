import type { NationalLine as DomainNationalLine } from '../domain/national-line.ts';
import { builder } from './builder.ts';

const NationalLine = builder.objectRef<DomainNationalLine>('NationalLine').implement({
  description: 'A telephone number that serves the whole country.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Its short name, for example ciam.' }),
    name: t.exposeString('name', { description: 'What it is called.' }),
    phone: t.exposeString('phone', {
      description: 'The number in E.164 form, or a short code where it is reachable from.',
    }),
    hours: t.exposeString('hours', {
      nullable: true,
      description: 'When it answers; null when not known.',
    }),
    reachableFrom: t.exposeString('reachableFrom', {
      description: 'From which countries it can be called.',
    }),
    isVerified: t.exposeBoolean('isVerified', {
      description: 'Whether it was seen in a press or official page; it may be outdated.',
    }),
    source: t.exposeString('source', { description: 'The page it was seen in.' }),
  }),
});

builder.queryField('nationalLines', (t) =>
  t.field({
    type: [NationalLine],
    nullable: true,
    description: 'Telephone numbers that serve the whole country, sorted by code.',
    resolve: (_root, _arguments, context) => [...context.commands.readNationalLines(context)],
  }),
);
