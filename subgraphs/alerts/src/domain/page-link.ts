import type { Alert } from './alert.ts';

/** What a link in a page is good for: one officer's answer to one alert. */
export interface PageLink {
  readonly pageId: string;
  readonly alertId: string;
  readonly officerId: string;
  /** Where the officer was on duty. */
  readonly deskId: string;
  /** Of the alert when the page was made. */
  readonly alertVersion: number;
}

/** What the consulates make: 16 random bytes in base64url. */
export const tokenPattern = /^[A-Za-z0-9_-]{22}$/;

/** Whether the alert waits for an answer that the link can give. */
export function waitsFor(link: PageLink, alert: Alert): boolean {
  return (
    alert.environment === 'LIVE' &&
    alert.state.status === 'RAISED' &&
    alert.offeredTo.includes(link.deskId)
  );
}
