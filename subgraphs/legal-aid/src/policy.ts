import { everybody, type Policy } from '@alert-button/platform/policy.ts';

/** What may be asked of legal-aid, and by whom. Guides and facilities are for everyone. */
export const policy = {
  detentionFacilities: everybody,
  detentionFacility: everybody,
  rightsBundle: everybody,
  rightsGuide: everybody,
  rightsGuides: everybody,
  stateRules: everybody,
} as const satisfies Policy;
