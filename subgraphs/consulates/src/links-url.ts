import { EnvironmentError } from '@alert-button/platform/env.ts';
import { longestLinksUrl } from './domain/page-text.ts';

/**
 * What the links in pages begin with, without a slash at its end: where whoever has no credentials
 * is shown a page that asks for one tap.
 *
 * @throws EnvironmentError
 */
export function requireLinksUrl(given: string, isProduction: boolean): string {
  const url = given.replace(/\/+$/, '');
  if (url.length > longestLinksUrl) {
    throw new EnvironmentError(`LINKS_URL must have at most ${longestLinksUrl} characters`);
  }
  if (isProduction && !url.startsWith('https://')) {
    throw new EnvironmentError('LINKS_URL must begin with https:// in production');
  }
  return url;
}
