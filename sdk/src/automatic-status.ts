import type { AutomaticStatusKind } from './_generated/types.ts';

/** Languages that the words are there in. */
export type AutomaticStatusLanguage = 'es' | 'en';

/** Without the place that is kept for values to come. */
type KnownKind = Exclude<AutomaticStatusKind, '%future added value'>;

const isKnown = (kind: string): kind is KnownKind => Object.hasOwn(texts, kind);

const texts: Readonly<Record<KnownKind, Readonly<Record<AutomaticStatusLanguage, string>>>> = {
  RECEIVED: {
    es: 'Tu alerta llegó y quedó guardada. Está en la pantalla del consulado. Todavía no te ha respondido nadie.',
    en: 'Your alert has arrived and is stored. It is on the consulate’s screen. Nobody has answered you yet.',
  },
  MANY_NEARBY: {
    es: 'Tu alerta llegó y quedó guardada. Muchas personas cerca de ti presionaron el botón casi al mismo tiempo. Todavía no te ha respondido nadie.',
    en: 'Your alert has arrived and is stored. Many people near you pressed the button at about the same time. Nobody has answered you yet.',
  },
  TAKEN_WITH_GROUP: {
    es: 'Una persona del servicio consular tomó juntas las alertas de tu zona, y la tuya está entre ellas. Todavía no ha revisado la tuya por separado.',
    en: 'A consular officer has taken the alerts of your area together, and yours is among them. Nobody has looked at yours by itself yet.',
  },
};

/**
 * Plain words for what the service can tell of an alert before anybody has looked at it by itself.
 * No legal advice. Null for a kind that this version does not know, and where there is none: then
 * show the alert's own status.
 */
export function automaticStatusText(
  kind: AutomaticStatusKind | null | undefined,
  language: AutomaticStatusLanguage,
): string | null {
  if (kind == null || !isKnown(kind)) return null;
  return texts[kind][language];
}
