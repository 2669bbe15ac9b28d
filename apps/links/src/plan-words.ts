import type { Language } from './words.ts';

/** A part of the worksheet: what is to be filled in, so many times. */
interface Sheet {
  readonly heading: string;
  readonly fields: readonly string[];
  readonly times: number;
}

interface PlanWords {
  readonly title: string;
  readonly stays: string;
  readonly keep: string;
  readonly checklist: string;
  readonly steps: readonly string[];
  readonly worksheet: string;
  readonly sheets: readonly Sheet[];
  readonly notes: string;
  readonly source: string;
  readonly disclaimer: string;
}

/** Of both languages together; raise it with every change of their words. */
export const planVersion = { version: 1, publishedOn: '2026-11-28' } as const;

/** A plan for a family, as somebody would make it at the kitchen table. */
export const planWords: Readonly<Record<Language, PlanWords>> = {
  es: {
    title: 'Plan de la familia',
    stays:
      'Lo que escriba aquí se queda en este aparato: la página no lo envía ni lo guarda. Imprímala, o copie todo a mano. Al cerrarla se borra.',
    keep: 'Quien tenga la hoja sabe todo lo que dice. Guárdela como guarda un pasaporte, y dé una copia a alguien de confianza.',
    checklist: 'Lo que conviene tener listo',
    steps: [
      'Decida quién recoge y cuida a sus hijos, pregúnteselo, y anótelo en la escuela.',
      'Pregunte a un abogado qué autorización escrita o poder necesita en su estado quien los cuide.',
      'Si sus hijos nacieron en Estados Unidos, pregunte en el consulado cómo registrarlos y sacar sus pasaportes.',
      'Junte en un lugar: actas de nacimiento y de matrimonio, pasaportes, matrícula consular, papeles de migración y de corte, recetas y vacunas. Dé copias a alguien de confianza.',
      'Apréndase de memoria dos números de teléfono.',
      'Anote el nombre y el teléfono de un abogado y de su consulado.',
      'Anote su número A, si lo tiene: con él se busca a una persona detenida.',
      'Haga una lista de medicinas, dosis, alergias y médicos de todos.',
      'Decida quién puede pagar la renta, recoger su sueldo y sus cosas, y déjelo por escrito.',
      'Diga a su familia que no firme nada que no entienda, y que pida hablar con un abogado.',
      'Hable con sus hijos: quién va por ellos, y a quién llaman.',
    ],
    worksheet: 'Para llenar',
    sheets: [
      {
        heading: 'Yo',
        fields: [
          'Nombre, como está en mis documentos',
          'Fecha y lugar de nacimiento',
          'Número A',
          'Medicinas y alergias',
        ],
        times: 1,
      },
      { heading: 'A quién llamar', fields: ['Nombre', 'Teléfono'], times: 3 },
      {
        heading: 'Mis hijos',
        fields: ['Nombre y fecha de nacimiento', 'Escuela y teléfono', 'Quién va por él o ella'],
        times: 3,
      },
      {
        heading: 'Quien ayuda',
        fields: ['Abogado y teléfono', 'Consulado y teléfono', 'Médico y teléfono'],
        times: 1,
      },
      {
        heading: 'La casa y el dinero',
        fields: [
          'Dónde están los documentos',
          'Quién tiene llave',
          'Renta: cuánto, a quién, qué día',
          'Trabajo: con quién hablar',
          'Cuentas que hay que pagar',
        ],
        times: 1,
      },
    ],
    notes: 'Algo más',
    source:
      'Consejos prácticos, sin fuente. Revisado por: nadie todavía. Ningún abogado ha revisado este texto.',
    disclaimer: 'Es información, no asesoría legal.',
  },
  en: {
    title: 'Family plan',
    stays:
      'What you type here stays on this device: the page neither sends nor keeps it. Print it, or copy it by hand. When you close it, it is gone.',
    keep: 'Whoever has the sheet knows all that is on it. Keep it as you keep a passport, and give a copy to somebody you trust.',
    checklist: 'What is good to have ready',
    steps: [
      'Decide who picks up and looks after your children, ask them, and tell the school.',
      'Ask a lawyer which written authorisation or power of attorney that person needs in your state.',
      'If your children were born in the United States, ask the consulate how to register them and get their passports.',
      'Put together in one place: birth and marriage certificates, passports, consular card, immigration and court papers, prescriptions and vaccinations. Give copies to somebody you trust.',
      'Learn two telephone numbers by heart.',
      'Write down the name and telephone of a lawyer and of your consulate.',
      'Write down your A-number, if you have one: by it somebody who is detained is looked for.',
      'Make a list of everybody’s medicines, doses, allergies and doctors.',
      'Decide who can pay the rent and collect your wages and your things, and put it in writing.',
      'Tell your family to sign nothing they do not understand, and to ask to speak with a lawyer.',
      'Talk with your children: who comes for them, and whom they call.',
    ],
    worksheet: 'To fill in',
    sheets: [
      {
        heading: 'Me',
        fields: [
          'Name, as in my documents',
          'Date and place of birth',
          'A-number',
          'Medicines and allergies',
        ],
        times: 1,
      },
      { heading: 'Whom to call', fields: ['Name', 'Telephone'], times: 3 },
      {
        heading: 'My children',
        fields: ['Name and date of birth', 'School and telephone', 'Who picks them up'],
        times: 3,
      },
      {
        heading: 'Who helps',
        fields: ['Lawyer and telephone', 'Consulate and telephone', 'Doctor and telephone'],
        times: 1,
      },
      {
        heading: 'Home and money',
        fields: [
          'Where the documents are',
          'Who has a key',
          'Rent: how much, to whom, which day',
          'Work: whom to talk to',
          'Bills to pay',
        ],
        times: 1,
      },
    ],
    notes: 'Anything else',
    source: 'Practical advice, no source. Reviewed by: none yet. No lawyer has reviewed this text.',
    disclaimer: 'This is information, not legal advice.',
  },
};
