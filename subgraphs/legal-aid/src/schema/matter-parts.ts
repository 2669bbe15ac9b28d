import {
  readOfferProvider,
  type Candidate,
  type ConsularNotice as Notice,
  type MatterEventRecord,
  type MatterFact as Fact,
  type MatterNote as Note,
  type MatterTask as Task,
  type Offer,
} from '../commands/read-matters.ts';
import type { MatchReason as Reason } from '../domain/match.ts';
import type { MatterEventKind as EventKind } from '../events.ts';
import { builder } from './builder.ts';
import { described } from './described.ts';
import {
  AfterRemoval,
  ConsularNoticeKind,
  DataClass,
  DeclineReason,
  MatchFactor,
  MatterEventKind,
  MatterFactKind,
  MatterOfferStatus,
} from './matter-enums.ts';
import { LegalAidProvider } from './provider.ts';

const MatchReason = builder.objectRef<Reason>('MatchReason').implement({
  description: 'One reason for a provider’s place in the line, as a fact.',
  fields: (t) => ({
    factor: t.expose('factor', { type: MatchFactor, description: 'What counts.' }),
    value: t.exposeString('value', { description: 'What it was then.' }),
  }),
});

export const MatterCandidate = builder.objectRef<Candidate>('MatterCandidate').implement({
  description: 'A provider that could be asked to take the matter now.',
  fields: (t) => ({
    provider: t.field({
      type: LegalAidProvider,
      nullable: true,
      description: 'Who it is.',
      resolve: (candidate, _arguments, { services }) => readOfferProvider(services, candidate),
    }),
    reasons: t.field({
      type: [MatchReason],
      description: 'What counts, in the order in which it does.',
      resolve: ({ reasons }) => [...reasons],
    }),
  }),
});

export const MatterOffer = builder.objectRef<Offer>('MatterOffer').implement({
  description: 'That a provider was asked to take the matter, and what they said.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque.' }),
    provider: t.field({
      type: LegalAidProvider,
      nullable: true,
      description: 'Who was asked.',
      resolve: (offer, _arguments, { services }) => readOfferProvider(services, offer),
    }),
    status: t.expose('status', { type: MatterOfferStatus, description: 'What became of it.' }),
    isManual: t.exposeBoolean('isManual', {
      description: 'Whether an officer chose the provider past the ranking.',
    }),
    reasons: t.field({
      type: [MatchReason],
      description: 'Why this one, as it was then.',
      resolve: ({ reasons }) => [...reasons],
    }),
    offeredAt: t.expose('offeredAt', { type: 'DateTime', description: 'When they were asked.' }),
    dueAt: t.expose('dueAt', { type: 'DateTime', description: 'When the offer lapses.' }),
    answeredAt: t.expose('answeredAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was answered or came to nothing.',
    }),
    declineReason: t.expose('declineReason', {
      type: DeclineReason,
      nullable: true,
      description: 'Why the provider did not take it.',
    }),
  }),
});

export const MatterFact = builder.objectRef<Fact>('MatterFact').implement({
  description: 'What is known of one kind. Kept encrypted; reading it is recorded.',
  fields: (t) => ({
    kind: t.expose('kind', { type: MatterFactKind, description: 'What it says.' }),
    dataClass: t.expose('dataClass', { type: DataClass, description: 'How closely it is kept.' }),
    text: t.exposeString('text', { description: 'The words.' }),
    recordedAt: t.expose('recordedAt', { type: 'DateTime', description: 'When it was written.' }),
  }),
});

export const MatterNoteAuthor = described(
  'MatterNoteAuthor',
  'Whose words a note has.',
  ['DESK', 'PROVIDER'] as const,
  { DESK: 'Of the desk.', PROVIDER: 'Of the provider.' },
);

export const MatterNote = builder.objectRef<Note>('MatterNote').implement({
  description: 'Words with a matter. Kept encrypted; reading them is recorded.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque.' }),
    author: t.expose('author', { type: MatterNoteAuthor, description: 'Whose words they are.' }),
    isShared: t.exposeBoolean('isShared', {
      description: 'Whether desk and provider both read it.',
    }),
    text: t.exposeString('text', { description: 'The words.' }),
    writtenAt: t.expose('writtenAt', { type: 'DateTime', description: 'When it was written.' }),
  }),
});

export const MatterTask = builder.objectRef<Task>('MatterTask').implement({
  description: 'What is to be done. Kept encrypted; reading it is recorded.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque.' }),
    text: t.exposeString('text', { description: 'The words.' }),
    dueAt: t.expose('dueAt', {
      type: 'DateTime',
      nullable: true,
      description: 'By when; null for no day in particular.',
    }),
    afterRemoval: t.expose('afterRemoval', {
      type: AfterRemoval,
      nullable: true,
      description: 'What it is about, for somebody who was removed; null for all else.',
    }),
    addedAt: t.expose('addedAt', { type: 'DateTime', description: 'Since when.' }),
    doneAt: t.expose('doneAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was done.',
    }),
  }),
});

export const ConsularNotice = builder.objectRef<Notice>('ConsularNotice').implement({
  description: 'That notice to the consulate was asked for or given, and when: evidence.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque.' }),
    kind: t.expose('kind', { type: ConsularNoticeKind, description: 'What happened.' }),
    happenedAt: t.expose('happenedAt', { type: 'DateTime', description: 'When it happened.' }),
    recordedAt: t.expose('recordedAt', {
      type: 'DateTime',
      description: 'When it was written down here.',
    }),
  }),
});

export const MatterEvent = builder.objectRef<MatterEventRecord>('MatterEvent').implement({
  description: 'Something that happened to a matter.',
  fields: (t) => ({
    kind: t.field({
      type: MatterEventKind,
      description: 'What it was.',
      // Nothing else is ever logged of a matter.
      resolve: ({ kind }) => kind as EventKind,
    }),
    version: t.exposeInt('version', { description: 'Version of the matter that it made.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When it was stored.' }),
  }),
});
