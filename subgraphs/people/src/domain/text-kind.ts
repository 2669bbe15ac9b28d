/** What a text message is: it asks for help, wants to hear nothing more, or says something else. */
export const textKinds = ['HELP', 'STOP', 'OTHER'] as const;
export type TextKind = (typeof textKinds)[number];
