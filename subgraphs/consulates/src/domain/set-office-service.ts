import { InvalidInputError } from '@alert-button/platform/errors.ts';
import type { Consulate } from './consulate.ts';
import type { DirectoryContent } from './directory.ts';

/** Why an office is out of service: a class, so that nothing about anybody is written down. */
export const outOfServiceReasons = [
  'PLANNED_CLOSURE',
  'PREMISES_UNUSABLE',
  'SYSTEMS_DOWN',
  'STAFF_SHORTAGE',
  'PRECAUTION',
] as const;
export type OutOfServiceReason = (typeof outOfServiceReasons)[number];

/**
 * What `Consulate.outOfService` becomes. Going out of service needs a reason; being in service has
 * none.
 *
 * @throws InvalidInputError
 */
export function parseOfficeService(input: {
  readonly isInService: boolean;
  readonly reason: OutOfServiceReason | null;
}): OutOfServiceReason | null {
  const { isInService, reason } = input;
  if (isInService === (reason === null)) return reason;
  const message = isInService
    ? 'is only for going out of service'
    : 'is needed for going out of service';
  throw new InvalidInputError([{ path: 'reason', message }]);
}

/** The directory with this office, and with it its desk, in or out of service. */
export function withOfficeService(
  content: DirectoryContent,
  { id }: Consulate,
  outOfService: OutOfServiceReason | null,
): DirectoryContent {
  const isInService = outOfService === null;
  return {
    ...content,
    consulates: content.consulates.map((known) =>
      known.id === id ? { ...known, outOfService } : known,
    ),
    desks: content.desks.map((known) =>
      known.consulateId === id ? { ...known, isInService } : known,
    ),
  };
}
