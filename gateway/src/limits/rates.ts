import { GraphQLError } from 'graphql';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { holderOf, type Principal } from '../auth/credential.ts';
import type { OperationKind } from './operation-kind.ts';

/** How many operations of a kind this process lets in, in fixed windows of time. */
export interface RateSettings {
  /** Of those who did not say who they are, by address. */
  readonly anonymousRequestsPerSecond: number;
  /** Mutations other than raising, by person, officer or key. */
  readonly writesPerMinute: number;
  /** The same of all together. */
  readonly writesPerSecond: number;
  readonly enrolmentsPerAddressPerHour: number;
  readonly enrolmentsPerHour: number;
}

export interface Rates {
  /**
   * Counts one operation.
   *
   * @throws GraphQLError with code RATE_LIMITED, and in how many seconds there is room again.
   */
  admit(kind: OperationKind, principal: Principal, address: string): Promise<void>;
}

export function rateLimited(message: string, milliseconds: number): GraphQLError {
  const retryAfterSeconds = Math.max(1, Math.ceil(milliseconds / 1000));
  return new GraphQLError(message, { extensions: { code: 'RATE_LIMITED', retryAfterSeconds } });
}

/** Seconds after which a refused operation may be sent again; null for all other errors. */
export function retryAfterOf(error: unknown): number | null {
  if (!(error instanceof GraphQLError) || error.extensions['code'] !== 'RATE_LIMITED') return null;
  return Number(error.extensions['retryAfterSeconds']);
}

const everybody = 'everybody';

/**
 * Rates are kept in the memory of this process: so many gateways let in so many times as much, and
 * a restart forgets. Raising an alert with a credential is never refused; a second press while an
 * alert is open is the same alert, so a flood of them grows no list of anybody's.
 */
export function createRates(settings: RateSettings): Rates {
  const windows = {
    anonymous: window(settings.anonymousRequestsPerSecond, 1),
    writes: window(settings.writesPerMinute, 60),
    allWrites: window(settings.writesPerSecond, 1),
    enrolments: window(settings.enrolmentsPerAddressPerHour, 3600),
    allEnrolments: window(settings.enrolmentsPerHour, 3600),
  };
  type Step = readonly [keyof typeof windows, string];

  /** Everybody's own first: who is over it must not use up what belongs to all. */
  function steps(kind: OperationKind, holder: string | null, address: string): readonly Step[] {
    const asNobody: readonly Step[] = holder === null ? [['anonymous', address]] : [];
    switch (kind) {
      case 'READ':
      case 'RAISE':
        return asNobody;
      case 'ENROL':
        return [...asNobody, ['enrolments', address], ['allEnrolments', everybody]];
      case 'WRITE':
        return holder === null
          ? asNobody
          : [
              ['writes', holder],
              ['allWrites', everybody],
            ];
      default:
        return kind satisfies never;
    }
  }

  return {
    async admit(kind, { viewer }, address) {
      for (const [name, key] of steps(kind, holderOf(viewer), address)) {
        try {
          await windows[name].consume(key);
        } catch (full) {
          if (!(full instanceof RateLimiterRes)) throw full;
          throw rateLimited('Too many requests. Try again later.', full.msBeforeNext);
        }
      }
    },
  };
}

const window = (points: number, duration: number) => new RateLimiterMemory({ points, duration });
