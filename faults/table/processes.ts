import type { ProcessName } from '@alert-button/dev/system.ts';
import { until } from '@alert-button/platform/testing/until.ts';
import type { Fault } from './fault.ts';

const kill = (name: ProcessName): Fault['inject'] => {
  return async ({ world: { system } }) => {
    await system.stopService(name, 'SIGKILL');
    return () => system.start(name);
  };
};

/** Stops a process as a debugger or a frozen machine would: it neither works nor dies. */
const freeze = (name: ProcessName): Fault['inject'] => {
  return async ({ world: { system } }) => {
    const pid = system.pid(name);
    if (pid === undefined) throw new Error('It does not run');
    process.kill(pid, 'SIGSTOP');
    return () => process.kill(pid, 'SIGCONT');
  };
};

const moment = [0, 2] as const;

export const processFaults: readonly Fault[] = [
  {
    number: 'F1',
    name: 'alerts is killed',
    seconds: moment,
    isInShortForm: true,
    inject: kill('alerts'),
  },
  {
    number: 'F1',
    name: 'alerts dies between COMMIT and reply',
    seconds: moment,
    isInShortForm: true,
    async inject({ world: { system } }) {
      process.kill(system.pid('alerts') ?? 0, 'SIGUSR2');
      await until(() => system.pid('alerts') === undefined, 'somebody presses and alerts dies');
      return () => system.start('alerts');
    },
  },
  {
    number: 'F1',
    name: 'the gateway is killed',
    seconds: moment,
    inject: kill('gateway'),
  },
  {
    number: 'F1',
    name: 'people is killed',
    seconds: [1, 3],
    isHarmless: true,
    isInShortForm: true,
    inject: kill('people'),
  },
  {
    number: 'F1',
    name: 'consulates is killed',
    seconds: [1, 3],
    isHarmless: true,
    inject: kill('consulates'),
  },
  {
    number: 'F1',
    name: 'the second alerts is killed',
    seconds: [1, 3],
    isHarmless: true,
    inject: kill('alerts-2'),
  },
  {
    number: 'F5',
    name: 'alerts is frozen while the second goes on, then both do',
    seconds: [6, 9],
    inject: freeze('alerts'),
  },
  {
    number: 'F5',
    name: 'the second alerts is frozen, then goes on',
    seconds: [2, 6],
    isHarmless: true,
    inject: freeze('alerts-2'),
  },
  {
    number: 'F10',
    name: 'the gateway is deployed anew under live screens',
    seconds: [0, 0],
    isInShortForm: true,
    async inject({ world: { system } }) {
      await system.stopService('gateway', 'SIGTERM');
      return () => system.start('gateway');
    },
  },
  {
    number: 'F15',
    name: 'the identity provider is down',
    seconds: [2, 4],
    isHarmless: true,
    inject: kill('identity-provider'),
  },
];
