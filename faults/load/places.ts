import type { Position } from '@alert-button/sdk/person';

/** Desks that are watched, and where one presses to reach them; two only get what escalates. */
export const watchedDesks: readonly { readonly code: string; readonly place?: Position | null }[] =
  [
    { code: 'houston', place: { latitude: 29.7604, longitude: -95.3698 } },
    { code: 'el-paso', place: { latitude: 31.7619, longitude: -106.485 } },
    { code: 'chicago', place: { latitude: 41.8781, longitude: -87.6298 } },
    // Nobody knows where: that is the national desk's.
    { code: 'national', place: null },
    { code: 'call-centre' },
  ];

export const places = watchedDesks.flatMap(({ place }) => (place === undefined ? [] : [place]));
