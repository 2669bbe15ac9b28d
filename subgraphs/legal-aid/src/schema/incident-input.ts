import { builder } from './builder.ts';
import { EvidenceKind, IncidentAgency, IncidentKind, IncidentPrecision } from './incident-enums.ts';

type InputFields = Parameters<Parameters<typeof builder.inputType>[1]['fields']>[0];

const IncidentEvidenceInput = builder.inputType('IncidentEvidenceInput', {
  description: 'What proves an incident, and where that is kept; not the thing itself.',
  fields: (t) => ({
    kind: t.field({ type: EvidenceKind, required: true, description: 'What it is.' }),
    reference: t.string({
      required: true,
      description: 'Where it is kept, or who has it; at most 500 characters, kept encrypted.',
    }),
  }),
});

/** What is told of an incident, in the input of every mutation that takes it. */
export const incidentFields = (t: InputFields) => ({
  matterId: t.id({ required: true, description: 'The matter.' }),
  kind: t.field({ type: IncidentKind, required: true, description: 'What was done.' }),
  agency: t.field({ type: IncidentAgency, required: true, description: 'Who did it.' }),
  happenedAt: t.field({ type: 'DateTime', required: true, description: 'When.' }),
  precision: t.field({
    type: IncidentPrecision,
    required: true,
    description: 'How exactly that is known.',
  }),
  state: t.string({ description: 'Postal abbreviation of the state; not needed with a county.' }),
  countyFips: t.string({ description: 'The county, if it is known: five digits (US Census).' }),
  facilityId: t.id({ description: 'The facility, if it happened in one of the register.' }),
  account: t.string({
    required: true,
    description: 'What was told, at most 8,000 characters; kept encrypted, and never passed on.',
  }),
  evidence: t.field({ type: [IncidentEvidenceInput], description: 'At most 20.' }),
});
