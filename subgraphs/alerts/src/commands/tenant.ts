import type { Officer, Organisation, Person, TextService } from '@alert-button/platform/viewer.ts';

/**
 * Within what an idempotency key is one and the same press. All persons' devices share a tenant,
 * for a key is made at random on the device; each organisation has its own, so that none can reach
 * another's alert by repeating its key. Operators share one, and so do text messages.
 */
export function tenantOf(viewer: Person | Organisation | Officer | TextService): string {
  if (viewer.kind === 'TEXT_SERVICE') return 'text:LIVE';
  if (viewer.kind === 'OFFICER') return 'operator:LIVE';
  return viewer.kind === 'PERSON'
    ? `person:${viewer.environment}`
    : `organisation:${viewer.organisationId}:${viewer.environment}`;
}
