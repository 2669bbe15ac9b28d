import { InvalidInputError } from '@alert-button/platform/errors.ts';

/**
 * Why an office or an additional desk is out of service: a class, so that nothing about anybody is
 * written down.
 */
export const outOfServiceReasons = [
  'PLANNED_CLOSURE',
  'PREMISES_UNUSABLE',
  'SYSTEMS_DOWN',
  'STAFF_SHORTAGE',
  'PRECAUTION',
] as const;
export type OutOfServiceReason = (typeof outOfServiceReasons)[number];

export interface ServiceInput {
  readonly isInService: boolean;
  readonly reason: OutOfServiceReason | null;
}

/**
 * What `outOfService` becomes. Going out of service needs a reason; being in service has none.
 *
 * @throws InvalidInputError
 */
export function parseService({ isInService, reason }: ServiceInput): OutOfServiceReason | null {
  if (isInService === (reason === null)) return reason;
  const message = isInService
    ? 'is only for going out of service'
    : 'is needed for going out of service';
  throw new InvalidInputError([{ path: 'reason', message }]);
}
