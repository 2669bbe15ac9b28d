import type { OutOfServiceReason } from '@alert-button/sdk';

/** Why an office or a desk may be out of service. */
export const outOfServiceReasons = [
  'PLANNED_CLOSURE',
  'PREMISES_UNUSABLE',
  'SYSTEMS_DOWN',
  'STAFF_SHORTAGE',
  'PRECAUTION',
] as const satisfies readonly OutOfServiceReason[];

export interface Service {
  readonly isInService: boolean;
  readonly outOfServiceReason: OutOfServiceReason | null;
}

/** In a table's cell. */
export const serviceState = ({ isInService, outOfServiceReason }: Service): string =>
  isInService ? 'in service' : `out: ${outOfServiceReason ?? '?'}`;
