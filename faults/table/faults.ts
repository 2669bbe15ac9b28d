import { brokerFaults } from './broker.ts';
import { databaseFaults } from './database.ts';
import type { Fault } from './fault.ts';
import { migrationFaults } from './migration.ts';
import { networkFaults } from './network.ts';
import { otherFaults } from './others.ts';
import { poisonFaults } from './poison.ts';
import { processFaults } from './processes.ts';

export const faults: readonly Fault[] = [
  ...processFaults,
  ...databaseFaults,
  ...brokerFaults,
  ...networkFaults,
  ...poisonFaults,
  ...migrationFaults,
  ...otherFaults,
];
