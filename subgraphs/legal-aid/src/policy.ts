import type { Policy } from '@alert-button/platform/policy.ts';

/** What may be asked of legal-aid, and by whom. Guides are for everyone. */
export const policy = {
  rightsGuide: ['ANONYMOUS', 'PERSON', 'OFFICER'],
  rightsGuides: ['ANONYMOUS', 'PERSON', 'OFFICER'],
} as const satisfies Policy;
