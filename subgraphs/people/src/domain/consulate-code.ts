import type { InputIssue } from '@alert-button/platform/errors.ts';

const longestCode = 64;
const codePattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** What is wrong with the code of the person's consulate; whether there is one, consulates know. */
export function homeConsulateIssues(code: string | null | undefined): readonly InputIssue[] {
  if (code == null || (code.length <= longestCode && codePattern.test(code))) return [];
  return [{ path: 'homeConsulate', message: 'must be the code of a consulate' }];
}
