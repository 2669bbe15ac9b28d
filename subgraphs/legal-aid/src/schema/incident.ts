import { readIncidentExport } from '../commands/read-incident-export.ts';
import type { IncidentReport as Report } from '../commands/read-matters.ts';
import type { Page } from '../commands/input.ts';
import type { ExportedIncident as Exported } from '../domain/incident-export.ts';
import type { EvidenceInput } from '../domain/incident.ts';
import { builder, pageInfo } from './builder.ts';
import { DetentionFacility } from './detention-facility.ts';
import {
  ConsentWay,
  EvidenceKind,
  IncidentAgency,
  IncidentConsent,
  IncidentKind,
  IncidentPrecision,
  IncidentStatus,
} from './incident-enums.ts';
import { MatterNoteAuthor } from './matter-parts.ts';

const IncidentEvidence = builder.objectRef<EvidenceInput>('IncidentEvidence').implement({
  description: 'What proves an incident, and where that is kept. Kept encrypted.',
  fields: (t) => ({
    kind: t.expose('kind', { type: EvidenceKind, description: 'What it is.' }),
    reference: t.exposeString('reference', { description: 'Where it is kept, or who has it.' }),
  }),
});

export const IncidentReport = builder.objectRef<Report>('IncidentReport').implement({
  description:
    'What was done to the person that should not have been, as it was told. Kept encrypted; reading it is recorded.',
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque.' }),
    status: t.expose('status', { type: IncidentStatus, description: 'Where it stands.' }),
    kind: t.expose('kind', { type: IncidentKind, description: 'What was done.' }),
    agency: t.expose('agency', { type: IncidentAgency, description: 'Who did it.' }),
    happenedAt: t.expose('happenedAt', { type: 'DateTime', description: 'When.' }),
    precision: t.expose('precision', {
      type: IncidentPrecision,
      description: 'How exactly that is known.',
    }),
    state: t.exposeString('state', { description: 'Postal abbreviation of the state.' }),
    countyFips: t.exposeString('countyFips', {
      nullable: true,
      description: 'The county, if that is known.',
    }),
    facility: t.field({
      type: DetentionFacility,
      nullable: true,
      description: 'The facility, if it happened in one of the register.',
      resolve: ({ facilityId }, _arguments, context) =>
        facilityId === null ? null : context.commands.readDetentionFacility(context, facilityId),
    }),
    account: t.exposeString('account', { description: 'What was told; never passed on.' }),
    evidence: t.field({
      type: [IncidentEvidence],
      description: 'What proves it.',
      resolve: ({ evidence }) => [...evidence],
    }),
    author: t.expose('author', { type: MatterNoteAuthor, description: 'Who wrote it down.' }),
    reportedAt: t.expose('reportedAt', { type: 'DateTime', description: 'When that was.' }),
    remark: t.exposeString('remark', {
      nullable: true,
      description: 'What a reviewer found missing.',
    }),
    summary: t.exposeString('summary', {
      nullable: true,
      description: 'What may be passed on, in a reviewer’s words.',
    }),
    number: t.exposeString('number', {
      nullable: true,
      description: 'Under which it is passed on; null before it was reviewed.',
    }),
    reviewedAt: t.expose('reviewedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it was passed by the reviewer.',
    }),
    consent: t.expose('consent', {
      type: IncidentConsent,
      description: 'What the person agrees to now.',
    }),
    consentGivenBy: t.expose('consentGivenBy', {
      type: ConsentWay,
      nullable: true,
      description: 'How they said so.',
    }),
    consentAt: t.expose('consentAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When that was recorded; null when they were never asked.',
    }),
  }),
});

const ExportedIncident = builder.objectRef<Exported>('ExportedIncident').implement({
  description: 'A report as it may leave: nobody’s name, no day, no county and none of our ids.',
  fields: (t) => ({
    number: t.exposeString('number', {
      description: 'By which a body asks about it; leads to nothing else.',
    }),
    kind: t.expose('kind', { type: IncidentKind, description: 'What was done.' }),
    agency: t.expose('agency', { type: IncidentAgency, description: 'Who did it.' }),
    state: t.exposeString('state', { description: 'Postal abbreviation of the state.' }),
    facility: t.field({
      type: DetentionFacility,
      nullable: true,
      description: 'The facility, if it happened in one of the register.',
      resolve: ({ facilityId }, _arguments, context) =>
        facilityId === null ? null : context.commands.readDetentionFacility(context, facilityId),
    }),
    month: t.exposeString('month', { description: 'When, like `2026-11`.' }),
    summary: t.exposeString('summary', { description: 'What happened, in a reviewer’s words.' }),
    evidenceKinds: t.field({
      type: [EvidenceKind],
      description: 'What there is to prove it.',
      resolve: ({ evidenceKinds }) => [...evidenceKinds],
    }),
  }),
});

const ExportedIncidentPage = builder.objectRef<Page<Exported>>('ExportedIncidentPage').implement({
  description: 'Reports for human-rights bodies, in the order of their review.',
  fields: (t) => ({
    nodes: t.field({
      type: [ExportedIncident],
      description: 'What was reviewed first comes first.',
      resolve: (page) => [...page.nodes],
    }),
    pageInfo: t.field({
      type: pageInfo,
      description: 'Whether there are more.',
      resolve: ({ hasNextPage, endCursor }) => ({ hasNextPage, endCursor }),
    }),
  }),
});

builder.queryField('incidentExport', (t) =>
  t.field({
    type: ExportedIncidentPage,
    nullable: true,
    description:
      'Reviewed reports whose persons agree now, for human-rights bodies: of an officer’s own desk, and all for an administrator. Recorded.',
    args: {
      first: t.arg.int({ defaultValue: 50, required: true, description: 'At most 100.' }),
      after: t.arg.string({ description: 'The end cursor of the page before.' }),
    },
    resolve: (_root, { first, after }, { services, ...asking }) =>
      readIncidentExport(services, asking, { first, after: after ?? null }),
  }),
);
