import type * as domain from '../domain/configuration.ts';
import { builder } from './builder.ts';
import { ConsulateFieldSource } from './consulate-field-source.ts';
import { Desk } from './desk.ts';
import { ConsulatePhoneKind } from './phone-kind.ts';
import { Consulate } from './references.ts';
import { RosterMember } from './roster.ts';

const ConfiguredPhone = builder.objectRef<domain.ConfiguredPhone>('ConfiguredPhone').implement({
  description: 'A number of a consulate and how far to trust it.',
  fields: (t) => ({
    consulate: t.expose('consulate', { type: Consulate, description: 'Whose number it is.' }),
    kind: t.expose('phoneKind', {
      type: ConsulatePhoneKind,
      description: 'Which of its numbers.',
    }),
    number: t.exposeString('number', { description: 'In E.164 form.' }),
    trust: t.expose('trust', {
      type: ConsulateFieldSource,
      nullable: true,
      description: 'Where it is known from.',
    }),
    confirmedBy: t.exposeString('confirmedBy', {
      nullable: true,
      description: 'Role of who confirmed it by a call; null when nobody did.',
    }),
  }),
});

const DeskRoster = builder.objectRef<domain.DeskRoster>('DeskRoster').implement({
  description: 'Who answers at one desk.',
  fields: (t) => ({
    desk: t.expose('desk', { type: Desk, description: 'The desk.' }),
    members: t.field({
      type: [RosterMember],
      description: 'Sorted by officer.',
      resolve: ({ members }) => [...members],
    }),
  }),
});

const Configuration = builder.objectRef<domain.Configuration>('Configuration').implement({
  description: 'What the directory of this installation is set up as, at one moment.',
  fields: (t) => ({
    exportedAt: t.expose('exportedAt', { type: 'DateTime', description: 'That moment.' }),
    offices: t.field({
      type: [Consulate],
      description: 'All consulates, sorted by code.',
      resolve: ({ offices }) => [...offices],
    }),
    desks: t.field({
      type: [Desk],
      description: 'All desks, sorted by code.',
      resolve: ({ desks }) => [...desks],
    }),
    phones: t.field({
      type: [ConfiguredPhone],
      description: 'All numbers of consulates that are known.',
      resolve: ({ phones }) => [...phones],
    }),
    rosters: t.field({
      type: [DeskRoster],
      description: 'The rosters of the desks that have one.',
      resolve: ({ rosters }) => [...rosters],
    }),
  }),
});

builder.queryField('exportConfiguration', (t) =>
  t.field({
    type: Configuration,
    nullable: true,
    description:
      'What the directory is set up as, for keeping a copy. For administrators; each export is ' +
      'recorded.',
    resolve: (_root, _arguments, context) => context.commands.exportConfiguration(context),
  }),
);
