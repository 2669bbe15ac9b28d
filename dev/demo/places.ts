import type { AlertOutcome } from '@alert-button/sdk';

/** A press of the demonstration and what becomes of it. */
export interface DemoPress {
  readonly place: string;
  readonly position: { readonly latitude: number; readonly longitude: number } | null;
  /** Code of the consulate the person calls theirs. */
  readonly homeConsulate: string | null;
  /** Code of the desk that answers for the place. */
  readonly desk: string;
  /** How it ends; a transfer names the desk it goes to. */
  readonly ending:
    | { readonly kind: 'RESOLVE'; readonly outcome: AlertOutcome }
    | { readonly kind: 'TRANSFER'; readonly to: string; readonly outcome: AlertOutcome }
    | { readonly kind: 'CANCEL' };
}

const resolve = (outcome: AlertOutcome) => ({ kind: 'RESOLVE', outcome }) as const;
const at = (latitude: number, longitude: number) => ({ latitude, longitude });

export const demoPresses: readonly DemoPress[] = [
  {
    place: 'El Paso, TX',
    position: at(31.7619, -106.485),
    homeConsulate: null,
    desk: 'el-paso',
    ending: resolve('NOT_DETAINED'),
  },
  {
    place: 'Houston, TX',
    position: at(29.7604, -95.3698),
    homeConsulate: null,
    desk: 'houston',
    ending: resolve('ASSISTED'),
  },
  {
    place: 'Jordan, MT (rural)',
    position: at(47.3208, -106.9101),
    homeConsulate: null,
    desk: 'boise',
    ending: resolve('DETAINED'),
  },
  {
    place: 'Anchorage, AK',
    position: at(61.2181, -149.9003),
    homeConsulate: null,
    desk: 'seattle',
    ending: resolve('RELEASED'),
  },
  {
    place: 'San Juan, PR',
    position: at(18.42, -66.06),
    homeConsulate: null,
    desk: 'san-juan',
    ending: { kind: 'CANCEL' },
  },
  {
    place: 'Los Angeles, CA',
    position: at(34.0522, -118.2437),
    homeConsulate: null,
    desk: 'los-angeles',
    ending: { kind: 'TRANSFER', to: 'san-diego', outcome: 'ASSISTED' },
  },
  {
    place: 'no position',
    position: null,
    homeConsulate: 'raleigh',
    desk: 'raleigh',
    ending: resolve('FALSE_ALARM'),
  },
];
