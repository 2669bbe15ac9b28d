import { createHash, randomBytes } from 'node:crypto';
import { tokenBytes } from '../../domain/contact-link.ts';

/** Under what a token is kept: it cannot be made a token again. */
export const hashToken = (token: string): string =>
  createHash('sha256').update(token).digest('base64url');

/** A new token; it goes into one message and is not kept. */
export const createToken = (): string => randomBytes(tokenBytes).toString('base64url');
