import { InvalidInputError } from '@alert-button/platform/errors.ts';
import { deviceKeyIssues, type DeviceKey } from './device-key.ts';
import { proofIssues } from './enrol-person.ts';

export interface RotationInput {
  /** The new key. */
  readonly publicKey: DeviceKey;
  /** The device's proof that it holds the private half; verified by the command. */
  readonly proof: string;
}

/** Reads the input, or throws `InvalidInputError` with everything that is wrong with it. */
export function parseRotation({ publicKey, proof }: RotationInput): {
  readonly deviceKey: DeviceKey;
  readonly proof: string;
} {
  const issues = [...deviceKeyIssues(publicKey), ...proofIssues(proof)];
  if (issues.length > 0) throw new InvalidInputError(issues);
  return { deviceKey: { x: publicKey.x, y: publicKey.y }, proof };
}
