import type {
  RightsGuide as DomainRightsGuide,
  RightsSource as DomainRightsSource,
  RightsStep as DomainRightsStep,
} from '../domain/rights-guide.ts';
import { isStale } from '../domain/staleness.ts';
import { builder } from './builder.ts';

export const RightsSituation = builder.enumType('RightsSituation', {
  description: 'What somebody may have to get through, or get ready for.',
  values: {
    HOME: { description: 'Officers come to where the person lives.' },
    STREET: { description: 'Officers stop the person in a public place or on transit.' },
    TRAFFIC_STOP: { description: 'Officers stop the car the person drives or rides in.' },
    WORK: { description: 'Officers come to where the person works.' },
    DETENTION: { description: 'The person, or someone of theirs, is being held.' },
    FAMILY_PREPAREDNESS: {
      description: 'A family gets ready for the day when somebody might be detained.',
    },
    AFTER_REMOVAL: { description: 'The person has been returned to Mexico.' },
    FRAUD: { description: 'Somebody may be cheating the person out of money or papers.' },
  } as const,
});

const RightsStep = builder.objectRef<DomainRightsStep>('RightsStep').implement({
  description: 'One thing to do or to say.',
  fields: (t) => ({
    text: t.exposeString('text', { description: 'What to do or to say.' }),
    source: t.exposeString('source', {
      nullable: true,
      description:
        'Title of the source it rests on, as in the sources of the guide; several are separated ' +
        'by a semicolon; null if none.',
    }),
    isSourced: t.boolean({
      description: 'Whether the step rests on a source; otherwise it is practical advice.',
      resolve: ({ source }) => source !== null,
    }),
  }),
});

const RightsSource = builder.objectRef<DomainRightsSource>('RightsSource').implement({
  description: 'What a guide rests on.',
  fields: (t) => ({
    title: t.exposeString('title', { description: 'Who says it, where.' }),
    url: t.exposeString('url', {
      nullable: true,
      description: 'Where to read it; null for a law or treaty cited by its title.',
    }),
  }),
});

export const RightsGuide = builder.objectRef<DomainRightsGuide>('RightsGuide').implement({
  description: 'What to do and to say in one situation. General information, not legal advice.',
  fields: (t) => ({
    situation: t.expose('situation', {
      type: RightsSituation,
      description: 'The situation it is for.',
    }),
    language: t.exposeString('language', {
      description: 'The language it is written in (BCP 47); may differ from the one asked for.',
    }),
    version: t.exposeInt('version', { description: 'Grows with every change of the text.' }),
    publishedOn: t.expose('publishedOn', {
      type: 'Date',
      description: 'The day this version was published.',
    }),
    reviewedBy: t.exposeString('reviewedBy', {
      nullable: true,
      description: 'The lawyer who has checked this version; null while none has: say so.',
    }),
    isStale: t.boolean({
      description: 'Whether nobody has looked at it for half a year: say so.',
      resolve: ({ publishedOn }) => isStale(publishedOn, new Date()),
    }),
    title: t.exposeString('title', { description: 'The situation in a few words.' }),
    summary: t.exposeString('summary', { description: 'What the guide helps with.' }),
    steps: t.field({
      type: [RightsStep],
      description: 'What to do and to say, in this order.',
      resolve: ({ steps }) => [...steps],
    }),
    showToOfficer: t.exposeString('showToOfficer', {
      nullable: true,
      description:
        'What to show to an officer instead of speaking, always in English; null where no officer ' +
        'is met.',
    }),
    sources: t.field({
      type: [RightsSource],
      description: 'What the guide rests on.',
      resolve: ({ sources }) => [...sources],
    }),
    disclaimer: t.exposeString('disclaimer', {
      description: 'What the guide cannot promise; always show it with the guide.',
    }),
  }),
});
