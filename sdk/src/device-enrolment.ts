import { enrolPerson } from './_generated/operations.ts';
import type { EnrolPersonInput, EnrolPersonMutation } from './_generated/types.ts';
import type { Connection } from './connection.ts';
import type { DeviceEnrolment, DeviceIdentity } from './device-identity.ts';
import { proveKey } from './device-proof.ts';
import { AlertButtonError } from './errors.ts';
import { successOf } from './success.ts';

/** What a person tells when a device enrols; all of it may be left out. */
export interface EnrolmentNews {
  /** Code of the consulate the person calls theirs, where a press without a position goes. */
  readonly homeConsulate?: string;
  /** BCP 47 tags, best first. */
  readonly languages?: readonly string[];
  /** What the person calls this device. */
  readonly deviceLabel?: string;
}

// A device may be offline for long; renewed this early, its certificate lasts through it.
const renewalMilliseconds = 60 * 24 * 60 * 60 * 1000;

/** Whether there is something to tell, or the certificate ends soon; then the service is asked. */
export function isRenewalDue(known: DeviceEnrolment, news: EnrolmentNews, now: Date): boolean {
  const hasNews = Object.values(news).some((item) => item !== undefined);
  return hasNews || remaining(known, now) <= renewalMilliseconds;
}

/**
 * A fresh certificate; the known one while it is good and the service is away.
 *
 * @param linkCode - Makes a key that is not known yet another device of the person it came from.
 */
export async function renew(
  visitor: Connection,
  { keys, enrolment: known }: DeviceIdentity,
  news: EnrolmentNews,
  linkCode: string | undefined,
  signal: AbortSignal | undefined,
): Promise<DeviceEnrolment> {
  const link = known === null && linkCode !== undefined ? { linkCode } : {};
  try {
    return enrolmentOf(successOf(await register(visitor, keys, { ...news, ...link }, signal)));
  } catch (error) {
    const isGood = known !== null && remaining(known, visitor.clock.now()) > 0;
    if (isGood && isUnreachable(error)) return known;
    throw error;
  }
}

const remaining = ({ certificateExpiresAt }: DeviceEnrolment, now: Date): number =>
  certificateExpiresAt.getTime() - now.getTime();

export const isUnreachable = (error: unknown): boolean =>
  error instanceof AlertButtonError && error.isRetryable;

type EnrolPersonResult = EnrolPersonMutation['enrolPerson'];

/** Registers a key, or one that is known already once more. */
export async function register(
  visitor: Connection,
  keys: CryptoKeyPair,
  told: Omit<EnrolPersonInput, 'publicKey' | 'proof'>,
  signal: AbortSignal | undefined,
): Promise<EnrolPersonResult> {
  // The same key again is the same person, so a lost answer can be asked for again.
  const operation = { ...enrolPerson, isRepeatable: true };
  const send = async () => {
    const input = { ...(await proveKey(keys, visitor.clock.now())), ...told };
    return visitor.request(operation, { input }, { signal });
  };
  const result = await send();
  // The first answer tells the time; a proof by a wrong clock is made anew.
  return isProofRefused(result) ? send() : result;
}

function isProofRefused(result: EnrolPersonResult): boolean {
  return (
    result.__typename === 'InvalidInputError' && result.issues.every(({ path }) => path === 'proof')
  );
}

/** What a device keeps of an answer that certifies its key. */
export function enrolmentOf(
  answer: Pick<DeviceEnrolment, 'certificate' | 'certificateExpiresAt'> & {
    readonly person: { readonly id: string };
  },
): DeviceEnrolment {
  const { certificate, certificateExpiresAt, person } = answer;
  return { personId: person.id, certificate, certificateExpiresAt };
}
