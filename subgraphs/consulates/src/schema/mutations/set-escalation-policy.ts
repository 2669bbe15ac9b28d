import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { Desk } from '../desk.ts';
import { EscalationTargetKind } from '../escalation-policy.ts';

const EscalationTargetInput = builder.inputType('EscalationTargetInput', {
  description: 'One of those whom a step calls.',
  fields: (t) => ({
    kind: t.field({ type: EscalationTargetKind, required: true, description: 'Who it is.' }),
    deskCode: t.string({ description: 'Of the kind DESK, which desk; left out for the others.' }),
  }),
});

const EscalationPolicyStepInput = builder.inputType('EscalationPolicyStepInput', {
  description: 'After so long without an answer, these are called as well.',
  fields: (t) => ({
    afterSeconds: t.int({
      required: true,
      description: 'How long the alert has waited by then; increases from step to step.',
    }),
    targets: t.field({
      type: [EscalationTargetInput],
      required: true,
      description: 'Whom it calls; at most ten.',
    }),
  }),
});

const EscalationPolicyInput = builder.inputType('EscalationPolicyInput', {
  description: 'Whom the alerts of a desk go on to while nobody answers.',
  fields: (t) => ({
    steps: t.field({
      type: [EscalationPolicyStepInput],
      required: true,
      description:
        'In the order of time, at most ten. The last calls the call centre or the national desk, ' +
        'which always answer.',
    }),
    lapseAfterSeconds: t.int({
      required: true,
      description:
        "After so long without an officer's act, an acknowledgement counts no more; from 60 to " +
        '86400.',
    }),
  }),
});

const SetEscalationPolicyInput = builder.inputType('SetEscalationPolicyInput', {
  description: 'What `setEscalationPolicy` needs.',
  fields: (t) => ({
    deskCode: t.string({
      required: true,
      description: "A consulate's code, call-centre, national, or an additional desk's code.",
    }),
    policy: t.field({
      type: EscalationPolicyInput,
      description: 'The policy; left out for the default.',
    }),
  }),
});

builder.mutationField('setEscalationPolicy', (t) =>
  t.field({
    type: Desk,
    description:
      'An administrator says whom the alerts of a desk go on to while nobody answers. For alerts ' +
      'raised from then on.',
    args: {
      input: t.arg({ type: SetEscalationPolicyInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('setEscalationPolicy', 'desk', [InvalidInputError, NotFoundError]),
    resolve: (_root, { input: { deskCode, policy } }, context) =>
      context.commands.setEscalationPolicy(context, {
        deskCode,
        policy: policy == null ? null : { ...policy, steps: policy.steps.map(toStep) },
      }),
  }),
);

function toStep({ afterSeconds, targets }: typeof EscalationPolicyStepInput.$inferInput) {
  return {
    afterSeconds,
    targets: targets.map(({ kind, deskCode }) => ({ kind, deskCode: deskCode ?? null })),
  };
}
