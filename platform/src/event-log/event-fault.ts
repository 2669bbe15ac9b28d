/**
 * SQLSTATEs of what any other event would meet as well: connections, rights, a schema that is not
 * there yet, a full disk, a deadlock, a server that goes away, recovers or may not be written to.
 */
const troubleOfDatabase = /^(08|28|3D|40|42|53|55|57|58|F0|XX)...$|^25006$/;
/** What the operating system says: ECONNRESET and the like. */
const troubleOfSystem = /^E[A-Z]+$/;

/**
 * Whether a failure is to be blamed on the event it was met with. What is not in doubt is the
 * event's: only then does the stream go on some day.
 */
export function isFaultOfEvent(error: unknown): boolean {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return !(
    typeof code === 'string' &&
    (troubleOfDatabase.test(code) || troubleOfSystem.test(code))
  );
}

const safe = /^[\w.-]{1,40}$/;

/** Class and code of a failure. Never its message, which may quote what somebody wrote. */
export function nameFailure(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { code } = error as { readonly code?: unknown };
  const words = [error.name, code].filter((word) => typeof word === 'string' && safe.test(word));
  return words.length === 0 ? 'Error' : words.join(' ');
}
