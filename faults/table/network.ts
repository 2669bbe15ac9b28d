import { dripping, held, late, swallowed, torn } from '../flows.ts';
import type { Weather } from '../proxy.ts';
import type { LineName } from '../world/world.ts';
import type { Fault } from './fault.ts';

const spoil = (name: LineName, weather: Weather): Fault['inject'] => {
  return async ({ world: { lines } }) => {
    lines[name].spoil(weather);
    return () => lines[name].heal();
  };
};

export const networkFaults: readonly Fault[] = [
  {
    number: 'F4',
    name: 'nothing passes between gateway and alerts',
    seconds: [1, 7],
    inject: spoil('GATEWAY_TO_ALERTS', { there: held, back: held }),
  },
  {
    number: 'F4',
    name: 'the answers of alerts are lost, the questions are not',
    seconds: [1, 7],
    isInShortForm: true,
    inject: spoil('GATEWAY_TO_ALERTS', { back: swallowed }),
  },
  {
    number: 'F4',
    name: 'nothing passes between alerts and its database',
    seconds: [1, 7],
    inject: spoil('ALERTS_TO_DATABASE', { there: held, back: held }),
  },
  {
    number: 'F4',
    name: 'the line of alerts to its database is half-open',
    seconds: [1, 7],
    inject: spoil('ALERTS_TO_DATABASE', { there: swallowed, back: swallowed }),
  },
  {
    number: 'F4',
    name: 'clients speak and hear nothing',
    seconds: [1, 5],
    inject: spoil('CLIENTS_TO_GATEWAY', { back: swallowed }),
  },
  {
    number: 'F4',
    name: 'what clients hear breaks off in the middle',
    seconds: [1, 2],
    inject: spoil('CLIENTS_TO_GATEWAY', { back: torn }),
  },
  {
    number: 'F4',
    name: 'what the database answers breaks off in the middle',
    seconds: [1, 2],
    inject: spoil('ALERTS_TO_DATABASE', { back: torn }),
  },
  {
    number: 'F8',
    name: 'the database is far away for one alerts and near for the other',
    seconds: [2, 4],
    isHarmless: true,
    isInShortForm: true,
    inject: spoil('ALERTS_TO_DATABASE', { there: late(25), back: late(25) }),
  },
  {
    number: 'F8',
    name: 'clients hear everything a few bytes at a time',
    seconds: [2, 4],
    isHarmless: true,
    inject: spoil('CLIENTS_TO_GATEWAY', { back: dripping(64, 2) }),
  },
  {
    number: 'F11',
    name: 'all lines of clients are cut at once',
    seconds: [0, 0],
    isInShortForm: true,
    inject: async ({ world: { lines } }) => {
      lines.CLIENTS_TO_GATEWAY.cut();
      return () => undefined;
    },
  },
];
