/** Somebody who enrolled; known by what they chose to tell, which may be nothing. */
export interface Person {
  readonly kind: 'PERSON';
  readonly id: string;
  /** Code of the consulate the person calls theirs. */
  readonly homeConsulate: string | null;
  /** BCP 47 tags in canonical form, best first. */
  readonly languages: readonly string[];
  /** Grows by one with every change. */
  readonly version: number;
}
