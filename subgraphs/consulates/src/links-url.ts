import type { Environment } from '@alert-button/platform/env.ts';
import { longestLinksUrl } from './domain/page-text.ts';

/**
 * What the links in pages begin with, without a slash at its end: where whoever has no credentials
 * is shown a page that asks for one tap.
 */
export function readLinksUrl(env: Environment): string {
  const url = env.url('LINKS_URL').replace(/\/+$/, '');
  if (url.length > longestLinksUrl) {
    env.refuse(`LINKS_URL must have at most ${longestLinksUrl} characters`);
  }
  if (env.isProduction && url !== '' && !url.startsWith('https://')) {
    env.refuse('LINKS_URL must begin with https:// in production');
  }
  return url;
}
