/** Code of the line that is safe to show wherever a consulate's own number is not known. */
export const fallbackLineCode = 'ciam';

/** A telephone number that serves the whole country. */
export interface NationalLine {
  readonly code: string;
  readonly name: string;
  /** E.164, or a short code of the country it is reachable from. */
  readonly phone: string;
  /** Null when not known. */
  readonly hours: string | null;
  readonly reachableFrom: string;
  readonly source: string;
  /** Seen in a press or official page. */
  readonly isVerified: boolean;
}
