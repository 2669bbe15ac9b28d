import { builder } from '../builder.ts';

export const AlertPositionInput = builder.inputType('AlertPositionInput', {
  description: 'Where the device is, WGS 84.',
  fields: (t) => ({
    latitude: t.float({ required: true, description: 'Degrees north, from -90 to 90.' }),
    longitude: t.float({ required: true, description: 'Degrees east, from -180 to 180.' }),
    accuracyMeters: t.float({ description: 'Radius of uncertainty.' }),
  }),
});
