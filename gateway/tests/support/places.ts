/** Places that reach the desk of their name; `routing-points.ts` proves it. */
export const places = {
  houston: { latitude: 29.7604, longitude: -95.3698, accuracyMeters: 12 },
  dallas: { latitude: 32.7831, longitude: -96.8067, accuracyMeters: 12 },
  chicago: { latitude: 41.8781, longitude: -87.6298, accuracyMeters: 12 },
  phoenix: { latitude: 33.4484, longitude: -112.074, accuracyMeters: 12 },
  denver: { latitude: 39.7392, longitude: -104.9903, accuracyMeters: 12 },
  miami: { latitude: 25.7617, longitude: -80.1918, accuracyMeters: 12 },
  seattle: { latitude: 47.6062, longitude: -122.3321, accuracyMeters: 12 },
} as const;
