import type { Policy } from '@alert-button/platform/policy.ts';

/** What may be asked of legal-aid, and by whom. Guides and facilities are for everyone. */
export const policy = {
  detentionFacilities: ['ANONYMOUS', 'PERSON', 'OFFICER'],
  detentionFacility: ['ANONYMOUS', 'PERSON', 'OFFICER'],
  rightsGuide: ['ANONYMOUS', 'PERSON', 'OFFICER'],
  rightsGuides: ['ANONYMOUS', 'PERSON', 'OFFICER'],
} as const satisfies Policy;
