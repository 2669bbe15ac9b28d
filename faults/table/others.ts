import type { World } from '../world/world.ts';
import type { Fault } from './fault.ts';

const setClock = (name: keyof World['clocks'], seconds: number): Fault['inject'] => {
  return async ({ world: { clocks } }) => {
    await clocks[name].shift(seconds);
    return () => clocks[name].shift(0);
  };
};

export const otherFaults: readonly Fault[] = [
  {
    number: 'F7',
    name: 'the clock of alerts jumps ten minutes ahead',
    seconds: [2, 4],
    isInShortForm: true,
    inject: setClock('alerts', 600),
  },
  {
    number: 'F7',
    name: 'the clock of alerts jumps ten minutes back',
    seconds: [2, 4],
    inject: setClock('alerts', -600),
  },
  {
    number: 'F7',
    name: 'the clock of the gateway jumps ten minutes back',
    seconds: [2, 4],
    inject: setClock('gateway', -600),
  },
  {
    number: 'F9',
    name: 'every press is sent three times at once',
    seconds: [2, 4],
    isHarmless: true,
    isInShortForm: true,
    async inject({ pressing }) {
      pressing.copies = 3;
      return () => (pressing.copies = 1);
    },
  },
];
