import type { AlertStatus } from '@alert-button/sdk';

export const languages = ['es', 'en'] as const;
export type Language = (typeof languages)[number];

/** Statuses that this release knows; a newer one of the service is told in general words. */
type KnownStatus = Exclude<AlertStatus, '%future added value'>;

/**
 * Everything the pages say. Whoever looks over a shoulder learns nothing that harms: no word of what
 * it is about stands in a title, or on a page before somebody has pressed its button.
 */
interface Words {
  readonly languageName: string;
  readonly title: string;
  readonly cover: { readonly heading: string; readonly text: string; readonly button: string };
  readonly page: { readonly heading: string; readonly text: string; readonly button: string };
  readonly paged: { readonly heading: string; readonly text: string; readonly desk: string };
  readonly question: {
    readonly heading: string;
    readonly text: string;
    readonly button: string;
    readonly decline: string;
  };
  readonly agreed: { readonly heading: string; readonly text: string };
  readonly left: { readonly heading: string; readonly text: string };
  readonly leave: string;
  readonly device: { readonly heading: string; readonly text: string; readonly button: string };
  readonly devices: { readonly heading: string; readonly text: string; readonly unnamed: string };
  readonly deviceGone: { readonly heading: string; readonly text: string };
  readonly gone: { readonly heading: string; readonly text: string };
  readonly later: { readonly heading: string; readonly text: string };
  readonly heading: string;
  readonly statuses: Readonly<Record<KnownStatus, string>>;
  readonly unknownStatus: string;
  readonly moreWereTold: string;
  readonly drill: string;
  readonly live: string;
  readonly notLive: string;
  readonly ended: string;
  readonly update: string;
  readonly times: string;
  readonly raisedAt: string;
  readonly area: string;
  readonly areaRadius: string;
  readonly showPlace: string;
  readonly place: string;
  readonly call: string;
  readonly confirmed: string;
  readonly unconfirmed: string;
  readonly information: string;
}

export const words: Readonly<Record<Language, Words>> = {
  es: {
    languageName: 'Español',
    title: 'Aviso',
    cover: {
      heading: 'Tiene un aviso',
      text: 'Ábralo cuando esté en un lugar tranquilo y sin nadie que mire su pantalla.',
      button: 'Abrir',
    },
    page: {
      heading: 'Tiene un aviso',
      text: 'Con este botón dice que usted lo atiende. Sirve una sola vez.',
      button: 'Yo lo atiendo',
    },
    paged: {
      heading: 'Gracias: usted lo atiende',
      text: 'Entre ahora a su puesto para seguir.',
      desk: 'Puesto',
    },
    question: {
      heading: 'Alguien pide poder darle noticias suyas',
      text: 'Si acepta, le escribiremos cuando esa persona lo necesite. Puede dejarlo cuando quiera.',
      button: 'Acepto',
      decline: 'No acepto',
    },
    agreed: {
      heading: 'Gracias',
      text: 'Le escribiremos solo cuando haga falta. Cada mensaje trae cómo dejarlo.',
    },
    left: {
      heading: 'Ya no le escribiremos',
      text: 'Quien se lo pidió verá que ya no recibe sus noticias.',
    },
    leave: 'Ya no quiero recibir noticias',
    device: {
      heading: 'Un teléfono perdido',
      text: 'Con este botón el teléfono de esa persona ya no podrá usarse aquí. No se puede deshacer.',
      button: 'Cerrar el teléfono perdido',
    },
    devices: { heading: '¿Cuál se perdió?', text: 'Elija uno.', unnamed: 'Sin nombre' },
    deviceGone: {
      heading: 'Ese teléfono ya no puede usarse aquí',
      text: 'Un aviso que estaba abierto sigue abierto.',
    },
    gone: {
      heading: 'Este enlace ya no muestra nada',
      text: 'Pudo haber terminado, o alguien lo cerró. Pida uno nuevo a quien se lo envió.',
    },
    later: {
      heading: 'Ahora no se puede mostrar',
      text: 'Inténtelo de nuevo en un momento.',
    },
    heading: 'Cómo va',
    statuses: {
      RAISED: 'Pidió ayuda. Se está buscando a quien responda.',
      ACKNOWLEDGED: 'Ya hay alguien que lo atiende.',
      ASSISTING: 'Ya le están ayudando.',
      CANCEL_REQUESTED: 'Avisó que ya no hace falta. Se está confirmando.',
      CANCELLED: 'Se cerró, como se pidió.',
      RESOLVED: 'Se cerró. Quien lo atendió puede decirle más.',
    },
    unknownStatus: 'Sigue en curso.',
    moreWereTold: 'Se avisó también a más personas.',
    drill: 'Es una prueba.',
    live: 'Esta página se actualiza sola mientras está abierta.',
    notLive: 'La página ya no se actualiza sola. Toque «Actualizar».',
    ended: 'Este enlace terminó.',
    update: 'Actualizar',
    times: 'Horas de la Ciudad de México.',
    raisedAt: 'Desde',
    area: 'Dónde, más o menos',
    areaRadius: 'a unos 10 km a la redonda',
    showPlace: 'Ver el lugar exacto',
    place: 'Lugar exacto, lo último que se sabe',
    call: 'A quién llamar',
    confirmed: 'número confirmado o visto en una página oficial',
    unconfirmed: 'número sin confirmar',
    information: 'Esto es información; no es asesoría legal.',
  },
  en: {
    languageName: 'English',
    title: 'Notice',
    cover: {
      heading: 'You have a notice',
      text: 'Open it somewhere quiet, where nobody looks at your screen.',
      button: 'Open',
    },
    page: {
      heading: 'You have a notice',
      text: 'With this button you say that you take it. It works once.',
      button: 'I take it',
    },
    paged: {
      heading: 'Thank you: you have taken it',
      text: 'Go to your desk now to carry on.',
      desk: 'Desk',
    },
    question: {
      heading: 'Somebody asks to be able to send you their news',
      text: 'If you agree, we write to you when they need it. You can leave at any time.',
      button: 'I agree',
      decline: 'I do not agree',
    },
    agreed: {
      heading: 'Thank you',
      text: 'We write to you only when it matters. Every message says how to leave.',
    },
    left: {
      heading: 'We will not write to you any more',
      text: 'Whoever asked for it will see that you no longer get their news.',
    },
    leave: 'I do not want news any more',
    device: {
      heading: 'A lost telephone',
      text: 'With this button that person’s telephone can no longer be used here. It cannot be undone.',
      button: 'Shut out the lost telephone',
    },
    devices: { heading: 'Which one is lost?', text: 'Choose one.', unnamed: 'Without a name' },
    deviceGone: {
      heading: 'That telephone can no longer be used here',
      text: 'A notice that was open stays open.',
    },
    gone: {
      heading: 'This link does not show anything any more',
      text: 'It may have ended, or somebody closed it. Ask whoever sent it for a new one.',
    },
    later: {
      heading: 'It cannot be shown now',
      text: 'Try again in a moment.',
    },
    heading: 'How it stands',
    statuses: {
      RAISED: 'They asked for help. Somebody is being found to answer.',
      ACKNOWLEDGED: 'Somebody has taken it.',
      ASSISTING: 'They are being helped.',
      CANCEL_REQUESTED: 'They said it is no longer needed. That is being confirmed.',
      CANCELLED: 'It was closed, as was asked.',
      RESOLVED: 'It was closed. Whoever took it can tell you more.',
    },
    unknownStatus: 'It goes on.',
    moreWereTold: 'More people were told.',
    drill: 'This is a rehearsal.',
    live: 'This page goes on by itself while it is open.',
    notLive: 'The page does not go on by itself any more. Press “Update”.',
    ended: 'This link has ended.',
    update: 'Update',
    times: 'Times of Mexico City.',
    raisedAt: 'Since',
    area: 'Where, roughly',
    areaRadius: 'within about 10 km',
    showPlace: 'Show the exact place',
    place: 'Exact place, last known',
    call: 'Whom to call',
    confirmed: 'number confirmed, or seen on an official page',
    unconfirmed: 'number not confirmed',
    information: 'This is information, not legal advice.',
  },
};

/** What is said of a status, in one line. */
export function statusLine(language: Language, status: string, escalationLevel: number): string {
  const { statuses, unknownStatus, moreWereTold } = words[language];
  const line = (statuses as Readonly<Record<string, string>>)[status] ?? unknownStatus;
  return status === 'RAISED' && escalationLevel > 0 ? `${line} ${moreWereTold}` : line;
}

/** A moment as it is said in the language, by the clock of Mexico City. */
export const timeText = (language: Language, at: Date): string =>
  new Intl.DateTimeFormat(language === 'es' ? 'es-MX' : 'en-US', {
    timeZone: 'America/Mexico_City',
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(at);
