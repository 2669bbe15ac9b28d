import {
  outOfServiceReasons,
  type OutOfServiceReason as Reason,
} from '../domain/out-of-service.ts';
import { builder } from './builder.ts';

const meanings: Record<Reason, string> = {
  PLANNED_CLOSURE:
    'It is closed as planned, for example for a holiday, a move, or the end of an event.',
  PREMISES_UNUSABLE: 'Nobody can work there, for example after a fire or a flood.',
  SYSTEMS_DOWN: 'Its telephones or its network do not work.',
  STAFF_SHORTAGE: 'Too few are there to answer.',
  PRECAUTION: 'Until something is cleared up.',
};

export const OutOfServiceReason = builder.enumType('OutOfServiceReason', {
  description: 'Why an office or an additional desk is out of service.',
  values: Object.fromEntries(
    outOfServiceReasons.map((reason) => [reason, { description: meanings[reason] }]),
  ) as Record<Reason, { description: string }>,
});
