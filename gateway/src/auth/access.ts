import type { Viewer } from '@alert-button/platform/viewer.ts';
import { CredentialError, type Principal } from './credential.ts';

/** Somebody about whom people told that they are shut out, or that they are no longer. */
export interface Revocation {
  readonly kind: 'DEVICE' | 'OFFICER' | 'KEY' | 'ORGANISATION';
  readonly id: string;
  /** From so many milliseconds on, counted from now; null: not (any longer). */
  readonly inMilliseconds: number | null;
}

/** Why something that was open is closed. */
export type AccessEnd = 'REVOKED' | 'EXPIRED';

export interface Access {
  /**
   * Whether the principal may ask now; asked of every credential that was just verified.
   *
   * @throws CredentialError when they are shut out.
   */
  check(principal: Principal): void;
  /**
   * Calls `close` once, as soon as the principal is shut out or their credential ends; at once
   * when that is so already. The returned function ends the watch.
   */
  watch(principal: Principal, close: (reason: AccessEnd) => void): () => void;
  /** These and no others are shut out. */
  replace(revocations: readonly Revocation[]): void;
  /** This changed; about all others nothing did. */
  change(revocations: readonly Revocation[]): void;
}

/** setTimeout takes no more; whoever waits longer waits again. */
const longestTimerMilliseconds = 2 ** 31 - 1;

type Subject = Pick<Revocation, 'kind' | 'id'>;
const keyOf = ({ kind, id }: Subject): string => `${kind}:${id}`;

/** All by which a viewer may be shut out. */
function subjectsOf(viewer: Viewer): readonly Subject[] {
  switch (viewer.kind) {
    case 'ANONYMOUS':
      return [];
    case 'PERSON':
      return [{ kind: 'DEVICE', id: viewer.deviceKey }];
    case 'OFFICER':
      return [{ kind: 'OFFICER', id: viewer.officerId }];
    case 'ORGANISATION':
      return [
        { kind: 'KEY', id: viewer.keyId },
        { kind: 'ORGANISATION', id: viewer.organisationId },
      ];
    case 'TEXT_SERVICE':
      // A client of the same provider as officers, and shut out as they are.
      return [{ kind: 'OFFICER', id: viewer.serviceId }];
    default:
      return viewer satisfies never;
  }
}

interface Watch {
  readonly principal: Principal;
  readonly close: (reason: AccessEnd) => void;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Who is shut out, in the memory of this process, and what is open for whom. It asks nobody: while
 * people is away, what was known last holds, so that a press always lands.
 */
export function createAccess(now: () => number = Date.now): Access {
  /** When each is shut out, by our own clock. */
  let revokedFrom = new Map<string, number>();
  const watches = new Map<string, Set<Watch>>();

  const revocationOf = ({ viewer }: Principal): number =>
    Math.min(...subjectsOf(viewer).map((subject) => revokedFrom.get(keyOf(subject)) ?? Infinity));
  const expiryOf = ({ expiresAt }: Principal): number => expiresAt ?? Infinity;

  function unwatch(watch: Watch): void {
    clearTimeout(watch.timer);
    for (const key of subjectsOf(watch.principal.viewer).map(keyOf)) {
      const siblings = watches.get(key);
      siblings?.delete(watch);
      if (siblings?.size === 0) watches.delete(key);
    }
  }

  /** Closes what has to be closed, and comes back when the rest has to be. */
  function judge(watch: Watch): void {
    clearTimeout(watch.timer);
    const revoked = revocationOf(watch.principal);
    const end = Math.min(revoked, expiryOf(watch.principal));
    if (end === Infinity) return;
    const wait = end - now();
    if (wait > 0) {
      const pause = Math.min(wait, longestTimerMilliseconds);
      watch.timer = setTimeout(() => judge(watch), pause).unref();
      return;
    }
    unwatch(watch);
    watch.close(revoked <= now() ? 'REVOKED' : 'EXPIRED');
  }

  const judgeAll = (found: Iterable<Watch>): void => {
    for (const watch of new Set(found)) judge(watch);
  };

  function apply(revocations: readonly Revocation[], to: Map<string, number>): void {
    for (const revocation of revocations) {
      const key = keyOf(revocation);
      if (revocation.inMilliseconds === null) to.delete(key);
      else to.set(key, now() + revocation.inMilliseconds);
    }
  }

  return {
    check(principal) {
      if (revocationOf(principal) <= now()) throw new CredentialError('The holder is shut out');
    },
    watch(principal, close) {
      const watch: Watch = { principal, close, timer: undefined };
      for (const key of subjectsOf(principal.viewer).map(keyOf)) {
        watches.set(key, (watches.get(key) ?? new Set()).add(watch));
      }
      judge(watch);
      return () => unwatch(watch);
    },
    replace(revocations) {
      revokedFrom = new Map();
      apply(revocations, revokedFrom);
      judgeAll([...watches.values()].flatMap((siblings) => [...siblings]));
    },
    change(revocations) {
      apply(revocations, revokedFrom);
      judgeAll(revocations.flatMap((revocation) => [...(watches.get(keyOf(revocation)) ?? [])]));
    },
  };
}
