import { InvalidInputError, type InputIssue } from '@alert-button/platform/errors.ts';
import { canonicalLanguage } from './languages.ts';
import { readText } from './text.ts';

/** How much of an alert a contact is shown, from least to most. */
export const contactSights = ['STATUS', 'COARSE_PLACE', 'EXACT_PLACE'] as const;
export type ContactSight = (typeof contactSights)[number];

export const mostContacts = 10;

/** What the person tells about somebody: a field left out stays as it is, null clears it. */
export interface ContactInput {
  readonly name?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly language?: string | null | undefined;
  readonly message?: string | null | undefined;
  readonly maySee?: ContactSight | null | undefined;
}

/** As `ContactInput`, checked; undefined where nothing is said. */
export interface ContactChanges {
  readonly name: string | undefined;
  /** E.164, for example +526561234567. */
  readonly phone: string | undefined;
  readonly language: string | null | undefined;
  readonly message: string | null | undefined;
  readonly maySee: ContactSight | undefined;
}

export interface NewContact extends ContactChanges {
  readonly name: string;
  readonly phone: string;
}

/** The number in the form of E.164, or null when it cannot be one. */
export type ReadPhone = (typed: string) => string | null;

const longestName = 120;
const longestPhone = 40;
const longestMessage = 500;

function readChanges(input: ContactInput, readPhone: ReadPhone, issues: InputIssue[]) {
  const must = (path: string, message: string) => void issues.push({ path, message });
  const { name, phone, language, message, maySee } = input;
  if (name === null) must('name', 'cannot be cleared');
  if (phone === null) must('phone', 'cannot be cleared');
  const number = phone == null || phone.length > longestPhone ? null : readPhone(phone);
  if (phone != null && number === null) {
    must('phone', 'must be a telephone number that begins with + and the country');
  }
  const tag = language == null ? language : canonicalLanguage(language);
  if (language != null && tag === null) must('language', 'must be a BCP 47 language tag');
  return {
    name: name == null ? undefined : readText(name, { path: 'name', most: longestName }, issues),
    phone: number ?? undefined,
    language: tag,
    message:
      message == null
        ? message
        : readText(message, { path: 'message', most: longestMessage, mayHaveLines: true }, issues),
    maySee: maySee ?? undefined,
  } satisfies ContactChanges;
}

/** Reads what to change, or throws `InvalidInputError` with everything that is wrong with it. */
export function parseContactChanges(input: ContactInput, readPhone: ReadPhone): ContactChanges {
  const issues: InputIssue[] = [];
  const changes = readChanges(input, readPhone, issues);
  if (issues.length > 0) throw new InvalidInputError(issues);
  return changes;
}

/** Reads a new contact: the same, with a name and a telephone number. */
export function parseNewContact(input: ContactInput, readPhone: ReadPhone): NewContact {
  const issues: InputIssue[] = [];
  const { name, phone, ...rest } = readChanges(input, readPhone, issues);
  if (issues.length > 0) throw new InvalidInputError(issues);
  if (name === undefined || phone === undefined) {
    const missing = [
      ...(name === undefined ? ['name'] : []),
      ...(phone === undefined ? ['phone'] : []),
    ];
    throw new InvalidInputError(missing.map((path) => ({ path, message: 'must be given' })));
  }
  return { ...rest, name, phone };
}

export const duplicateContact = () =>
  new InvalidInputError([{ path: 'phone', message: 'belongs to another of your contacts' }]);

/**
 * The new order. Throws `InvalidInputError` unless the ids are those of all contacts, each once:
 * whoever orders an older list would move what they never saw.
 */
export function orderContacts(
  known: readonly string[],
  wanted: readonly string[],
): readonly string[] {
  const ids = new Set(wanted);
  if (
    ids.size === wanted.length &&
    wanted.length === known.length &&
    known.every((id) => ids.has(id))
  ) {
    return wanted;
  }
  throw new InvalidInputError([
    { path: 'contactIds', message: 'must be the ids of all your contacts, each once' },
  ]);
}

const mask = '•••';
const mostShown = 10;

/** As much of a name as tells its owner who is meant: `Ana María López` → `Ana •••`. */
export function maskName(name: string): string {
  const [first = ''] = name.split(' ');
  return `${[...first].slice(0, mostShown).join('')} ${mask}`;
}

/** The last four digits: `+526561234567` → `•••• 4567`. */
export function maskPhone(phone: string): string {
  return `•••• ${phone.slice(-4)}`;
}
