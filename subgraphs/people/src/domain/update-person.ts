import { InvalidInputError, type InputIssue } from '@alert-button/platform/errors.ts';
import { homeConsulateIssues } from './consulate-code.ts';
import {
  parseIdentityDocument,
  type IdentityDocument,
  type IdentityDocumentInput,
} from './identity-document.ts';
import { parseLanguages } from './languages.ts';
import { readText } from './text.ts';

/** What the person changes: a field left out stays as it is, null clears it. */
export interface UpdatePersonInput {
  readonly name?: string | null | undefined;
  readonly document?: IdentityDocumentInput | null | undefined;
  readonly languages?: readonly string[] | null | undefined;
  readonly homeConsulate?: string | null | undefined;
}

/** As `UpdatePersonInput`, checked; undefined where nothing is said. */
export interface PersonChanges {
  readonly name: string | null | undefined;
  readonly document: IdentityDocument | null | undefined;
  readonly languages: readonly string[] | undefined;
  readonly homeConsulate: string | null | undefined;
}

const longestName = 120;

/** Reads the input, or throws `InvalidInputError` with everything that is wrong with it. */
export function parsePersonChanges(input: UpdatePersonInput): PersonChanges {
  const issues: InputIssue[] = [];
  const name =
    input.name == null
      ? input.name
      : readText(input.name, { path: 'name', most: longestName }, issues);
  const document =
    input.document == null ? input.document : parseIdentityDocument(input.document, issues);
  const parsed = parseLanguages(input.languages ?? []);
  issues.push(...parsed.issues, ...homeConsulateIssues(input.homeConsulate));
  if (issues.length > 0) throw new InvalidInputError(issues);
  const languages = input.languages === undefined ? undefined : parsed.languages;
  return { name, document, languages, homeConsulate: input.homeConsulate };
}
