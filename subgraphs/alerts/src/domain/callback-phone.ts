import type { SeenBy } from './view.ts';

/** Of a number, what tells its owner which it is: •••• 1234. Whoever holds the phone reads no more. */
export const maskPhone = (phone: string): string => `•••• ${phone.slice(-4)}`;

/** How much of the number one kind of viewer reads. */
export const sightOfPhone = {
  DESK: 'WHOLE',
  PERSON: 'MASKED',
  ORGANISATION: 'NOTHING',
} as const satisfies Record<SeenBy, string>;
