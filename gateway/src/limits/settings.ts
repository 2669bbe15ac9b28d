import type { Environment } from '@alert-button/platform/env.ts';
import type { LiveSettings } from './live-connections.ts';
import type { RateSettings } from './rates.ts';

export interface LimitSettings {
  readonly rates: RateSettings;
  readonly live: LiveSettings;
  readonly trustedProxies: string;
}

/** What operators may choose; docs/operations.md says how. */
export function readLimitSettings(env: Environment): LimitSettings {
  return {
    rates: {
      anonymousRequestsPerSecond: env.integer('ANONYMOUS_REQUESTS_PER_SECOND', 20),
      writesPerMinute: env.integer('WRITES_PER_MINUTE', 600),
      writesPerSecond: env.integer('WRITES_PER_SECOND', 500),
      enrolmentsPerAddressPerHour: env.integer('ENROLMENTS_PER_ADDRESS_PER_HOUR', 60),
      enrolmentsPerHour: env.integer('ENROLMENTS_PER_HOUR', 10_000),
    },
    live: {
      inTotal: env.integer('MOST_SOCKETS', 20_000),
      each: env.integer('SOCKETS_PER_PRINCIPAL', 10),
      anonymous: env.integer('ANONYMOUS_SOCKETS', 2_000),
    },
    trustedProxies: env.text('TRUSTED_PROXIES', ''),
  };
}
