import type { EscalationPolicyStepInput, EscalationTargetKind } from '@alert-button/sdk';
import { UsageError } from './admin-error.ts';

/** Each target that is typed by a word of its own; `desk:<code>` names a desk. */
const words = {
  duty: 'DUTY_OFFICERS',
  group: 'REGIONAL_GROUP',
  'call-centre': 'CALL_CENTRE',
  national: 'NATIONAL',
} as const satisfies Record<string, EscalationTargetKind>;
const isWord = (typed: string): typed is keyof typeof words => Object.hasOwn(words, typed);

/** How the steps of a policy are typed. */
export const stepsForm = '<30:duty+group, 60:call-centre+desk:dallas, 180:national>';

/**
 * Reads the steps of a policy as they are typed.
 *
 * @throws UsageError
 */
export function parseSteps(typed: string): EscalationPolicyStepInput[] {
  return typed.split(',').map((one) => {
    const [, afterSeconds, names = ''] = /^(\d{1,5}):(\S+)$/.exec(one.trim()) ?? [];
    if (afterSeconds === undefined) throw new UsageError(`--steps must be like ${stepsForm}`);
    return { afterSeconds: Number(afterSeconds), targets: names.split('+').map(parseTarget) };
  });
}

function parseTarget(typed: string): { kind: EscalationTargetKind; deskCode: string | null } {
  if (isWord(typed)) return { kind: words[typed], deskCode: null };
  const [, deskCode] = /^desk:(.+)$/.exec(typed) ?? [];
  if (deskCode === undefined) throw new UsageError(`--steps must be like ${stepsForm}`);
  return { kind: 'DESK', deskCode };
}

interface Step {
  readonly afterSeconds: number;
  readonly targets: readonly { readonly kind: string; readonly deskCode: string | null }[];
}

/** The same as text. */
export function formatSteps(steps: readonly Step[]): string {
  const wordOf = new Map(Object.entries(words).map(([word, kind]) => [kind as string, word]));
  return steps
    .map(({ afterSeconds, targets }) => {
      const names = targets.map(({ kind, deskCode }) =>
        deskCode === null ? (wordOf.get(kind) ?? kind) : `desk:${deskCode}`,
      );
      return `${afterSeconds}:${names.join('+')}`;
    })
    .join(', ');
}
