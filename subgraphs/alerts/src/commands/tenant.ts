import type { Organisation, Person } from '@alert-button/platform/viewer.ts';

/**
 * Within what an idempotency key is one and the same press. All persons' devices share a tenant,
 * for a key is made at random on the device; each organisation has its own, so that none can reach
 * another's alert by repeating its key.
 */
export function tenantOf(viewer: Person | Organisation): string {
  return viewer.kind === 'PERSON'
    ? `person:${viewer.environment}`
    : `organisation:${viewer.organisationId}:${viewer.environment}`;
}
