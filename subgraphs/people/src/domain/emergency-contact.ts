import { canonicalLanguage } from '@alert-button/platform/language-tag.ts';
import { InvalidInputError, type InputIssue } from '@alert-button/platform/errors.ts';
import {
  orderChannels,
  readEmail,
  readPush,
  type ContactChannel,
  type PushSubscription,
} from './contact-address.ts';
import type { ContactStep } from './contact-standing.ts';
import { readText } from './text.ts';

/** How much of an alert a contact is shown, from least to most. */
export const contactSights = ['STATUS', 'COARSE_PLACE', 'EXACT_PLACE'] as const;
export type ContactSight = (typeof contactSights)[number];

export const mostContacts = 10;

/** What the person tells about somebody: a field left out stays as it is, null clears it. */
export interface ContactInput {
  readonly name?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly push?: PushSubscription | null | undefined;
  readonly channels?: readonly ContactChannel[] | null | undefined;
  readonly language?: string | null | undefined;
  readonly message?: string | null | undefined;
  readonly maySee?: ContactSight | null | undefined;
  readonly steps?: readonly ContactStep[] | null | undefined;
}

/** As `ContactInput`, checked; undefined where nothing is said. */
export interface ContactChanges {
  readonly name: string | undefined;
  /** E.164, for example +526561234567. */
  readonly phone: string | null | undefined;
  readonly email: string | null | undefined;
  readonly push: PushSubscription | null | undefined;
  /** Those to try first. */
  readonly channels: readonly ContactChannel[] | undefined;
  readonly language: string | null | undefined;
  readonly message: string | null | undefined;
  readonly maySee: ContactSight | undefined;
  /** Empty is all. */
  readonly steps: readonly ContactStep[] | undefined;
}

export interface NewContact extends ContactChanges {
  readonly name: string;
}

/** The number in the form of E.164, or null when it cannot be one. */
export type ReadPhone = (typed: string) => string | null;

const longestName = 120;
const longestPhone = 40;
const longestMessage = 500;

/** What is said of ways to reach somebody. */
function readAddresses(input: ContactInput, readPhone: ReadPhone, issues: InputIssue[]) {
  const must = (path: string, message: string) => void issues.push({ path, message });
  const { phone, email, push, channels } = input;
  const number = phone == null || phone.length > longestPhone ? null : readPhone(phone);
  if (phone != null && number === null) {
    must('phone', 'must be a telephone number that begins with + and the country');
  }
  const mailbox = email == null ? null : readEmail(email);
  if (email != null && mailbox === null) must('email', 'must be an e-mail address');
  if (channels != null) orderChannels(channels, issues);
  return {
    phone: phone === undefined ? undefined : number,
    email: email === undefined ? undefined : mailbox,
    push: push == null ? push : readPush(push, issues),
    channels: channels === null ? [] : channels,
  };
}

function readChanges(input: ContactInput, readPhone: ReadPhone, issues: InputIssue[]) {
  const must = (path: string, message: string) => void issues.push({ path, message });
  const { name, language, message, maySee, steps } = input;
  const addresses = readAddresses(input, readPhone, issues);
  if (name === null) must('name', 'cannot be cleared');
  const tag = language == null ? language : canonicalLanguage(language);
  if (language != null && tag === null) must('language', 'must be a BCP 47 language tag');
  if (steps?.length === 0) must('steps', 'must name at least one');
  return {
    name: name == null ? undefined : readText(name, { path: 'name', most: longestName }, issues),
    ...addresses,
    language: tag,
    message:
      message == null
        ? message
        : readText(message, { path: 'message', most: longestMessage, mayHaveLines: true }, issues),
    maySee: maySee ?? undefined,
    steps: steps === null ? [] : steps && [...new Set(steps)],
  } satisfies ContactChanges;
}

/** Reads what to change, or throws `InvalidInputError` with everything that is wrong with it. */
export function parseContactChanges(input: ContactInput, readPhone: ReadPhone): ContactChanges {
  const issues: InputIssue[] = [];
  const changes = readChanges(input, readPhone, issues);
  if (issues.length > 0) throw new InvalidInputError(issues);
  return changes;
}

/** Reads a new contact: the same, with a name and some way to reach them. */
export function parseNewContact(input: ContactInput, readPhone: ReadPhone): NewContact {
  const issues: InputIssue[] = [];
  const { name, ...rest } = readChanges(input, readPhone, issues);
  if (issues.length > 0) throw new InvalidInputError(issues);
  const isReachable = [rest.phone, rest.email, rest.push].some((address) => address != null);
  if (name === undefined || !isReachable) {
    throw new InvalidInputError([
      ...(name === undefined ? [{ path: 'name', message: 'must be given' }] : []),
      ...(isReachable ? [] : [unreachableContact]),
    ]);
  }
  return { ...rest, name };
}

/** The one issue of a contact who could not be told. */
export const unreachableContact: InputIssue = {
  path: 'phone',
  message: 'must be given, or email, or push',
};

/** Throws `InvalidInputError` naming the address that another contact has. */
export const duplicateContact = (path: 'phone' | 'email') =>
  new InvalidInputError([{ path, message: 'belongs to another of your contacts' }]);

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
