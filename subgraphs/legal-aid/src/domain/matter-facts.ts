/** How closely something is kept; it says who may read it. */
export const dataClasses = ['IDENTITY', 'CONTACT', 'HEALTH', 'CASE'] as const;
export type DataClass = (typeof dataClasses)[number];

export const factKinds = [
  'NAME',
  'BIRTH_DATE',
  'ALIEN_NUMBER',
  'RELATIVE',
  'TELEPHONE',
  'HEALTH',
  'DEPENDANTS',
  'CIRCUMSTANCES',
  'HEARING',
  'PRIOR_ORDERS',
] as const;
export type FactKind = (typeof factKinds)[number];

/**
 * What may be written down of somebody, and how closely it is kept. Migration status is not among it:
 * nobody is asked, and nothing here infers it.
 */
export const classOfFact: Readonly<Record<FactKind, DataClass>> = {
  NAME: 'IDENTITY',
  BIRTH_DATE: 'IDENTITY',
  ALIEN_NUMBER: 'IDENTITY',
  RELATIVE: 'CONTACT',
  TELEPHONE: 'CONTACT',
  HEALTH: 'HEALTH',
  DEPENDANTS: 'HEALTH',
  CIRCUMSTANCES: 'CASE',
  HEARING: 'CASE',
  PRIOR_ORDERS: 'CASE',
};
