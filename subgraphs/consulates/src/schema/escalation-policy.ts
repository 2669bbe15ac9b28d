import {
  escalationTargetKinds,
  type EscalationPolicy as Policy,
  type EscalationPolicyStep as Step,
  type EscalationTarget as Target,
  type EscalationTargetKind as Kind,
} from '../domain/escalation-policy.ts';
import { builder } from './builder.ts';

const meanings: Record<Kind, string> = {
  DUTY_OFFICERS: 'Who is on duty at the desk itself, away from their screens.',
  REGIONAL_GROUP: "The desks of the office's regional group, those that can answer then.",
  CALL_CENTRE: 'The call centre, day and night.',
  NATIONAL: 'The national desk, day and night.',
  DESK: 'A desk by its name, if it can answer then.',
};

export const EscalationTargetKind = builder.enumType('EscalationTargetKind', {
  description: 'Whom a step of escalation calls.',
  values: Object.fromEntries(
    escalationTargetKinds.map((kind) => [kind, { description: meanings[kind] }]),
  ) as Record<Kind, { description: string }>,
});

const EscalationTarget = builder.objectRef<Target>('EscalationTarget').implement({
  description: 'One of those whom a step calls.',
  fields: (t) => ({
    kind: t.expose('kind', { type: EscalationTargetKind, description: 'Who it is.' }),
    deskCode: t.exposeString('deskCode', {
      nullable: true,
      description: 'Of the kind DESK, which desk.',
    }),
  }),
});

const EscalationPolicyStep = builder.objectRef<Step>('EscalationPolicyStep').implement({
  description: 'After so long without an answer, these are called as well.',
  fields: (t) => ({
    afterSeconds: t.exposeInt('afterSeconds', {
      description: 'How long the alert has waited, not how long since the step before.',
    }),
    targets: t.field({
      type: [EscalationTarget],
      description: 'Whom it calls.',
      resolve: ({ targets }) => [...targets],
    }),
  }),
});

export const EscalationPolicy = builder.objectRef<Policy>('EscalationPolicy').implement({
  description: 'Whom the alerts of a desk go on to while nobody answers.',
  fields: (t) => ({
    steps: t.field({
      type: [EscalationPolicyStep],
      description: 'In the order of time. After the last, all are called again until an answer.',
      resolve: ({ steps }) => [...steps],
    }),
    lapseAfterSeconds: t.exposeInt('lapseAfterSeconds', {
      description: "After so long without an officer's act, an acknowledgement counts no more.",
    }),
  }),
});
