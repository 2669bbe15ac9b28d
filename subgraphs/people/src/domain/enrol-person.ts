import { InvalidInputError, type InputIssue } from '@alert-button/platform/errors.ts';
import { deviceKeyIssues, type DeviceKey } from './device-key.ts';
import { parseLanguages } from './languages.ts';
import type { Person } from './person.ts';

/** What a device sends, as the client wrote it. */
export interface EnrolmentInput {
  readonly publicKey: DeviceKey;
  /** The device's proof that it holds the private half; verified by the command. */
  readonly proof: string;
  readonly homeConsulate?: string | null | undefined;
  readonly languages?: readonly string[] | null | undefined;
}

export interface Enrolment {
  readonly deviceKey: DeviceKey;
  readonly proof: string;
  /** Null: not told, so whatever is known stays. */
  readonly homeConsulate: string | null;
  /** Null: not told, so whatever is known stays. */
  readonly languages: readonly string[] | null;
}

const longestCode = 64;
const codePattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;
// A proof has some 350 characters; an honest one never comes near.
const longestProof = 2048;

/** Reads the input, or throws `InvalidInputError` with everything that is wrong with it. */
export function parseEnrolment(input: EnrolmentInput): Enrolment {
  const { publicKey, proof, homeConsulate = null } = input;
  const issues: InputIssue[] = [...deviceKeyIssues(publicKey)];
  if (proof.length > longestProof) {
    issues.push({ path: 'proof', message: `must be at most ${longestProof} characters` });
  }
  if (
    homeConsulate !== null &&
    (homeConsulate.length > longestCode || !codePattern.test(homeConsulate))
  ) {
    issues.push({ path: 'homeConsulate', message: 'must be the code of a consulate' });
  }
  const parsed = parseLanguages(input.languages ?? []);
  issues.push(...parsed.issues);
  if (issues.length > 0) throw new InvalidInputError(issues);
  const languages = (input.languages ?? null) === null ? null : parsed.languages;
  const deviceKey = { x: publicKey.x, y: publicKey.y };
  return { deviceKey, proof, homeConsulate, languages };
}

export type EnrolmentOutcome = 'ENROLLED' | 'UPDATED' | 'UNCHANGED';

/**
 * Who the person is after the enrolment. A key that is known belongs to the same person again,
 * with what was told this time; a retry that tells the same changes nothing.
 *
 * @param known whom the key belongs to already.
 * @param newId the id of the person, should it be a new one.
 */
export function decideEnrolment(
  known: Person | null,
  { homeConsulate, languages }: Enrolment,
  newId: string,
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
  if (isSame) return { outcome: 'UNCHANGED', person: known };
  return { outcome: 'UPDATED', person: { ...known, ...told, version: known.version + 1 } };
}
