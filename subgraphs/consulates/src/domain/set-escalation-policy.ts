import { InvalidInputError, type InputIssue } from '@alert-button/platform/errors.ts';
import type { Desk, DeskKind } from './desk.ts';
import type { Directory, DirectoryContent } from './directory.ts';
import type {
  EscalationPolicy,
  EscalationPolicyStep,
  EscalationTarget,
  EscalationTargetKind,
} from './escalation-policy.ts';

const mostSteps = 10;
const mostTargets = 10;
/** Whoever presses does not wait longer for the last resort. */
const longestWaitSeconds = 1800;
const lapseSeconds = { least: 60, most: 86_400 } as const;

/** The targets that can always answer, and the kind of desk each of them is. */
const alwaysAnswering: Readonly<Partial<Record<EscalationTargetKind, DeskKind>>> = {
  CALL_CENTRE: 'CALL_CENTRE',
  NATIONAL: 'NATIONAL',
};

const isWithin = (value: number, least: number, most: number) =>
  Number.isInteger(value) && value >= least && value <= most;

/**
 * Checks a policy for a desk. Its last step must find somebody at any hour, other than the desk
 * itself: an alert never runs out of people.
 *
 * @throws InvalidInputError naming every field that cannot be accepted.
 */
export function parseEscalationPolicy(
  { steps, lapseAfterSeconds }: EscalationPolicy,
  desk: Desk,
  directory: Directory,
): EscalationPolicy {
  const issues: InputIssue[] = [];
  if (!isWithin(lapseAfterSeconds, lapseSeconds.least, lapseSeconds.most)) {
    const message = `must be from ${lapseSeconds.least} to ${lapseSeconds.most}`;
    issues.push({ path: 'lapseAfterSeconds', message });
  }
  if (!isWithin(steps.length, 1, mostSteps)) {
    issues.push({ path: 'steps', message: `must be from 1 to ${mostSteps}` });
    throw new InvalidInputError(issues);
  }
  steps.forEach((step, index) => {
    const before = steps[index - 1]?.afterSeconds ?? -1;
    issues.push(...stepIssues(step, before, `steps.${index}`, desk, directory));
  });
  const isAnswered = steps.at(-1)?.targets.some(({ kind }) => {
    const always = alwaysAnswering[kind];
    return always !== undefined && always !== desk.kind;
  });
  if (isAnswered !== true) {
    const message = 'must call the call centre or the national desk, other than the desk itself';
    issues.push({ path: `steps.${steps.length - 1}.targets`, message });
  }
  if (issues.length > 0) throw new InvalidInputError(issues);
  return { steps, lapseAfterSeconds };
}

function stepIssues(
  { afterSeconds, targets }: EscalationPolicyStep,
  before: number,
  path: string,
  desk: Desk,
  directory: Directory,
): InputIssue[] {
  const issues: InputIssue[] = [];
  if (!isWithin(afterSeconds, before + 1, longestWaitSeconds)) {
    const message = `must be more than that of the step before, and at most ${longestWaitSeconds}`;
    issues.push({ path: `${path}.afterSeconds`, message });
  }
  if (!isWithin(targets.length, 1, mostTargets)) {
    issues.push({ path: `${path}.targets`, message: `must be from 1 to ${mostTargets}` });
    return issues;
  }
  targets.forEach((target, index) => {
    const message = targetIssue(target, desk, directory);
    if (message !== null) issues.push({ path: `${path}.targets.${index}.deskCode`, message });
  });
  return issues;
}

function targetIssue(
  { kind, deskCode }: EscalationTarget,
  desk: Desk,
  directory: Directory,
): string | null {
  if (kind !== 'DESK') return deskCode === null ? null : 'is only for the kind DESK';
  if (deskCode === null || directory.desk({ code: deskCode }) === null) return 'is not a desk';
  return deskCode === desk.code ? 'is the desk itself' : null;
}

/** The directory with this policy at this desk; null for the default. */
export function withEscalationPolicy(
  content: DirectoryContent,
  { id }: Desk,
  escalationPolicy: EscalationPolicy | null,
): DirectoryContent {
  const desks = content.desks.map((known) =>
    known.id === id ? { ...known, escalationPolicy } : known,
  );
  return { ...content, desks };
}
