import { InvalidInputError, type InputIssue } from '@alert-button/platform/errors.ts';

/** What a person can agree to. One that names an organisation is given to each of them apart. */
export const consentPurposes = [
  'SHARE_WITH_ORGANISATION',
  'NOTIFY_CONTACTS',
  'REFER_TO_LEGAL_AID',
  'STATISTICS',
] as const;
export type ConsentPurpose = (typeof consentPurposes)[number];

const perOrganisation: ReadonlySet<ConsentPurpose> = new Set(['SHARE_WITH_ORGANISATION']);

export type ConsentEnding = 'WITHDRAWN' | 'REPLACED';

/** That a person agreed to a purpose, on the text of a certain day, from when and until when. */
export interface Consent {
  readonly id: string;
  readonly purpose: ConsentPurpose;
  readonly organisationId: string | null;
  /** Date of the text, `2026-11-22`, with a number when there were several that day. */
  readonly textVersion: string;
  readonly grantedAt: Date;
  readonly end: { readonly at: Date; readonly ending: ConsentEnding } | null;
}

/** What is agreed to: a purpose, and with whom where it needs somebody. */
export interface ConsentScope {
  readonly purpose: ConsentPurpose;
  readonly organisationId: string | null;
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const textVersionPattern = /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(\.\d{1,3})?$/;

function readScope(purpose: ConsentPurpose, organisationId: string | null, issues: InputIssue[]) {
  const path = 'organisationId';
  const needsOrganisation = perOrganisation.has(purpose);
  if (needsOrganisation && organisationId === null) {
    issues.push({ path, message: 'must be given for this purpose' });
  } else if (!needsOrganisation && organisationId !== null) {
    issues.push({ path, message: 'must be left out for this purpose' });
  } else if (organisationId !== null && !uuidPattern.test(organisationId.toLowerCase())) {
    issues.push({ path, message: 'must be the id of an organisation' });
  }
  return { purpose, organisationId: organisationId?.toLowerCase() ?? null };
}

/** Throws `InvalidInputError`. */
export function parseConsentScope(
  purpose: ConsentPurpose,
  organisationId: string | null,
): ConsentScope {
  const issues: InputIssue[] = [];
  const scope = readScope(purpose, organisationId, issues);
  if (issues.length > 0) throw new InvalidInputError(issues);
  return scope;
}

/** Throws `InvalidInputError` with everything that is wrong. */
export function parseConsent(
  purpose: ConsentPurpose,
  organisationId: string | null,
  textVersion: string,
): ConsentScope & { readonly textVersion: string } {
  const issues: InputIssue[] = [];
  const scope = readScope(purpose, organisationId, issues);
  if (!textVersionPattern.test(textVersion)) {
    issues.push({ path: 'textVersion', message: 'must be the date of the text, like 2026-01-31' });
  }
  if (issues.length > 0) throw new InvalidInputError(issues);
  return { ...scope, textVersion };
}
