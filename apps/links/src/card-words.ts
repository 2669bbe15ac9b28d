import type { Language } from './words.ts';

/** What a printed card says besides the guide itself. */
interface CardWords {
  readonly show: string;
  readonly unsourced: string;
  readonly sources: string;
  readonly unreviewed: string;
  readonly reviewedBy: string;
  readonly version: string;
  readonly stale: string;
  readonly state: string;
}

export const cardWords: Readonly<Record<Language, CardWords>> = {
  es: {
    show: 'Muestre esto en lugar de hablar',
    unsourced: 'consejo práctico, sin fuente',
    sources: 'Fuentes',
    unreviewed: 'Revisado por: nadie todavía. Ningún abogado ha revisado este texto.',
    reviewedBy: 'Revisado por',
    version: 'Versión',
    stale: 'Nadie ha mirado este texto en medio año. Puede haber cambiado.',
    state: 'En este estado',
  },
  en: {
    show: 'Show this instead of speaking',
    unsourced: 'practical advice, no source',
    sources: 'Sources',
    unreviewed: 'Reviewed by: none yet. No lawyer has reviewed this text.',
    reviewedBy: 'Reviewed by',
    version: 'Version',
    stale: 'Nobody has looked at this text for half a year. It may have changed.',
    state: 'In this state',
  },
};
