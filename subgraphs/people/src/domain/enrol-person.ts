import { InvalidInputError, type InputIssue } from '@alert-button/platform/errors.ts';
import { homeConsulateIssues } from './consulate-code.ts';
import { deviceKeyIssues, type DeviceKey } from './device-key.ts';
import { linkCodeRefused, longestLabel } from './device.ts';
import { parseLanguages } from './languages.ts';
import { canonicalLinkCode } from './link-code.ts';
import type { Person } from './person.ts';
import { readText } from './text.ts';

/** What a device sends, as the client wrote it. */
export interface EnrolmentInput {
  readonly publicKey: DeviceKey;
  /** The device's proof that it holds the private half; verified by the command. */
  readonly proof: string;
  readonly homeConsulate?: string | null | undefined;
  readonly languages?: readonly string[] | null | undefined;
  /** From another device of the same person. */
  readonly linkCode?: string | null | undefined;
  readonly deviceLabel?: string | null | undefined;
}

export interface Enrolment {
  readonly deviceKey: DeviceKey;
  readonly proof: string;
  /** As it is looked up; null: the device does not join somebody. */
  readonly linkCode: string | null;
  /** Null: not told, so whatever is known stays. */
  readonly deviceLabel: string | null;
  /** Null: not told, so whatever is known stays. */
  readonly homeConsulate: string | null;
  /** Null: not told, so whatever is known stays. */
  readonly languages: readonly string[] | null;
}

// A proof has some 350 characters; an honest one never comes near.
const longestProof = 2048;

/** Reads the input, or throws `InvalidInputError` with everything that is wrong with it. */
export function parseEnrolment(input: EnrolmentInput): Enrolment {
  const { publicKey, proof, homeConsulate = null } = input;
  const issues: InputIssue[] = [...deviceKeyIssues(publicKey)];
  issues.push(...proofIssues(proof), ...homeConsulateIssues(homeConsulate));
  const parsed = parseLanguages(input.languages ?? []);
  issues.push(...parsed.issues);
  const linkCode = input.linkCode == null ? null : canonicalLinkCode(input.linkCode);
  if (input.linkCode != null && linkCode === null) issues.push(...linkCodeRefused().issues);
  const deviceLabel = readDeviceLabel(input.deviceLabel, issues);
  if (issues.length > 0) throw new InvalidInputError(issues);
  const languages = (input.languages ?? null) === null ? null : parsed.languages;
  const deviceKey = { x: publicKey.x, y: publicKey.y };
  return { deviceKey, proof, homeConsulate, languages, linkCode, deviceLabel };
}

export function proofIssues(proof: string): readonly InputIssue[] {
  if (proof.length <= longestProof) return [];
  return [{ path: 'proof', message: `must be at most ${longestProof} characters` }];
}

function readDeviceLabel(typed: string | null | undefined, issues: InputIssue[]): string | null {
  if (typed == null) return null;
  return readText(typed, { path: 'deviceLabel', most: longestLabel }, issues);
}

export type EnrolmentOutcome = 'ENROLLED' | 'LINKED' | 'UPDATED' | 'UNCHANGED';

/**
 * Who the person is after the enrolment. A key that is known belongs to the same person again,
 * with what was told this time; a retry that tells the same changes nothing.
 *
 * @param known whom the key belongs to, already or by a code from another device of theirs.
 * @param newId the id of the person, should it be a new one.
 * @param isNewDevice whether the key was not known before.
 */
export function decideEnrolment(
  known: Person | null,
  { homeConsulate, languages }: Pick<Enrolment, 'homeConsulate' | 'languages'>,
  newId: string,
  isNewDevice: boolean,
): { readonly outcome: EnrolmentOutcome; readonly person: Person } {
  if (known === null) {
    const told = { homeConsulate, languages: languages ?? [] };
    return { outcome: 'ENROLLED', person: { kind: 'PERSON', id: newId, ...told, version: 1 } };
  }
  const told = {
    homeConsulate: homeConsulate ?? known.homeConsulate,
    languages: languages ?? known.languages,
  };
  const isSame =
    told.homeConsulate === known.homeConsulate &&
    told.languages.join(' ') === known.languages.join(' ');
  if (isSame && !isNewDevice) return { outcome: 'UNCHANGED', person: known };
  const outcome = isNewDevice ? 'LINKED' : 'UPDATED';
  return { outcome, person: { ...known, ...told, version: known.version + 1 } };
}
