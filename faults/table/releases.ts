import type { ProcessName } from '@alert-button/dev/system.ts';
import type { Fault } from './fault.ts';

const seconds = [3, 5] as const;

/** Ends processes as a deployment does, and starts them with the code of this release. */
const replace = (...names: readonly ProcessName[]): Fault['inject'] => {
  return async ({ world: { system, releases } }) => {
    for (const name of names) {
      releases.set(name, 'THIS');
      await system.restart(name);
    }
    return () => undefined;
  };
};

/**
 * In this order: everything is the release before's, clients too, on databases that this release
 * has migrated; and in the end all services are this release's.
 */
export const releaseFaults: readonly Fault[] = [
  {
    number: 'F13',
    name: 'the release before runs on the new schema',
    seconds,
    isHarmless: true,
    inject: async () => () => undefined,
  },
  {
    number: 'F13',
    name: 'a second alerts of the new release works beside the old one',
    seconds,
    isHarmless: true,
    inject: replace('alerts-2'),
  },
  {
    number: 'F13',
    name: 'the new release is taken back, the old one goes on with what it left',
    seconds,
    isHarmless: true,
    async inject({ world: { system, releases } }) {
      releases.set('alerts-2', 'BEFORE');
      await system.restart('alerts-2');
      return async () => {
        releases.set('alerts-2', 'THIS');
        await system.restart('alerts-2');
      };
    },
  },
  {
    number: 'F13',
    name: 'people, consulates and legal-aid are replaced beside the old alerts and gateway',
    seconds,
    isHarmless: true,
    inject: replace('people', 'consulates', 'legal-aid'),
  },
  {
    number: 'F13',
    name: 'the alerts that answers is replaced behind the old gateway',
    seconds,
    inject: replace('alerts'),
  },
  {
    number: 'F13',
    name: 'the gateway is replaced under the screens of old clients',
    seconds,
    inject: replace('gateway'),
  },
];
