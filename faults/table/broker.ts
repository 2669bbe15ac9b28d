import type { TestBroker } from '@alert-button/platform/testing/nats.ts';
import type { Fault, Scene } from './fault.ts';

function brokerOf({ world }: Scene): TestBroker {
  if (world.broker === undefined) throw new Error('There is no broker in this run');
  return world.broker;
}

/** Only for runs in which a broker carries the wake-ups. */
export const brokerFaults: readonly Fault[] = [
  {
    number: 'F3',
    name: 'the broker is killed and comes back',
    seconds: [1, 4],
    isHarmless: true,
    async inject(scene) {
      const broker = brokerOf(scene);
      await broker.kill();
      return () => broker.start();
    },
  },
  {
    number: 'F3',
    name: 'the broker has lost everything it stored',
    seconds: [0, 1],
    isHarmless: true,
    async inject(scene) {
      await brokerOf(scene).wipe();
      return () => undefined;
    },
  },
];
