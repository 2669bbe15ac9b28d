/**
 * What a contact can do by having a link: answer the question, leave, or shut out a device. A
 * QUESTION is answered once, and both it and the EXIT in every message let leave at any time.
 */
export type LinkPurpose = 'QUESTION' | 'EXIT' | 'REVOCATION';

/** 128 random bits: none is guessed, and with the address of the service it fits a text message. */
export const tokenBytes = 16;
const tokenPattern = /^[A-Za-z0-9_-]{16,128}$/;

/** Whether a text can be a token at all. */
export const isToken = (text: string): boolean => tokenPattern.test(text);

/** How long a question can be answered. */
export const questionHours = 7 * 24;
/** How long a device can be shut out by the link that was sent for it. */
export const revocationMinutes = 30;

/** So many links a day to shut out a device go to one contact. */
export const mostRevocationLinks = 3;
/** So many questions a day reach one address, whoever asks, and addresses asked by one person. */
export const mostQuestionsPerAddress = 3;
export const mostQuestionsPerPerson = 40;

/** Where the address of a page begins, by what the link is for. */
export const linkPaths = { QUESTION: 'c', EXIT: 'f', REVOCATION: 'r' } as const satisfies Record<
  LinkPurpose,
  string
>;

/** So long at most is what links begin with: each message is then one text message. */
export const longestLinksUrl = 50;

/** The address of the page that takes the token. */
export const linkTo = (linksUrl: string, purpose: LinkPurpose, token: string): string =>
  `${linksUrl}/${linkPaths[purpose]}/${token}`;
