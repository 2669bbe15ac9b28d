/** Codes by which ICE's lists name its 25 field offices (areas of responsibility). */
export const fieldOfficeByCode: Readonly<Record<string, string>> = {
  ATL: 'Atlanta Field Office',
  BAL: 'Baltimore Field Office',
  BOS: 'Boston Field Office',
  BUF: 'Buffalo Field Office',
  CHI: 'Chicago Field Office',
  DAL: 'Dallas Field Office',
  DEN: 'Denver Field Office',
  DET: 'Detroit Field Office',
  ELP: 'El Paso Field Office',
  HLG: 'Harlingen Field Office',
  HOU: 'Houston Field Office',
  LOS: 'Los Angeles Field Office',
  MIA: 'Miami Field Office',
  NEW: 'Newark Field Office',
  NOL: 'New Orleans Field Office',
  NYC: 'New York Field Office',
  PHI: 'Philadelphia Field Office',
  PHO: 'Phoenix Field Office',
  SEA: 'Seattle Field Office',
  SFR: 'San Francisco Field Office',
  SLC: 'Salt Lake City Field Office',
  SNA: 'San Antonio Field Office',
  SND: 'San Diego Field Office',
  SPM: 'St. Paul Field Office',
  WAS: 'Washington Field Office',
};

/** Field offices whose own entry in the list of offices goes by another name. */
export const officeOfFieldOffice: Readonly<Record<string, string>> = {
  'Miami Field Office': 'Miramar Sub Office',
  'New York Field Office': 'New York City Field Office',
};
