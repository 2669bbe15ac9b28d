import { closePage, markup, openPage, type Html } from './html.ts';
import { languages, statusLine, timeText, words, type Language } from './words.ts';

/** A telephone, with how far to trust it. */
export interface Telephone {
  readonly name: string;
  readonly number: string;
  readonly isConfirmed: boolean;
}

export interface ExactPlace {
  readonly latitude: number;
  readonly longitude: number;
  readonly at: Date;
}

export interface StatusPage {
  readonly language: Language;
  readonly raisedAt: Date;
  readonly isDrill: boolean;
  readonly isLive: boolean;
  readonly area: { readonly latitude: number; readonly longitude: number } | null;
  readonly hasPlace: boolean;
  readonly place: ExactPlace | null;
  readonly telephone: Telephone | null;
  /** Whether who reads can ask not to be written to any more. */
  readonly canLeave: boolean;
}

export interface StatusLine {
  readonly at: Date;
  readonly status: string;
  readonly escalationLevel: number;
}

const head = (language: Language) => openPage({ language, title: words[language].title });

const hiddenLanguage = (language: Language): Html =>
  markup`<input type="hidden" name="language" value="${language}">`;

/** Forms without an address go where the page came from, which no page has to repeat. */
const form = (language: Language, method: 'get' | 'post', button: Html): Html =>
  markup`<form method="${method}">${hiddenLanguage(language)}${button}</form>`;

const mainForm = (language: Language, button: string): Html =>
  form(language, 'post', markup`<button class="main">${button}</button>`);

const otherLanguages = (language: Language, method: 'get' | 'post'): readonly Html[] =>
  languages
    .filter((other) => other !== language)
    .map((other) =>
      form(other, method, markup`<button lang="${other}">${words[other].languageName}</button>`),
    );

export type CoverKind = 'cover' | 'page' | 'question' | 'device';

/** What a link shows to whoever opens it, a preview included: that there is a button. */
export function coverPage(language: Language, kind: CoverKind): string {
  const { heading, text, button } = words[language][kind];
  const decline =
    kind === 'question' &&
    form(
      language,
      'post',
      markup`<button name="show" value="decline">${words[language].question.decline}</button>`,
    );
  return plainPage(
    language,
    heading,
    markup`<p>${text}</p>${mainForm(language, button)}${decline}${otherLanguages(language, 'get')}`,
  );
}

/** Which of several telephones it is about. */
export function devicesPage(
  language: Language,
  devices: readonly { readonly id: string; readonly label: string | null }[],
): string {
  const { heading, text, unnamed } = words[language].devices;
  const choices = devices.map(({ id, label }) =>
    form(
      language,
      'post',
      markup`<button name="device" value="${id}">${label ?? unnamed}</button>`,
    ),
  );
  return plainPage(language, heading, markup`<p>${text}</p>${choices}`);
}

/** That something was done, and what it means. */
export function donePage(language: Language, kind: 'agreed' | 'left' | 'deviceGone'): string {
  const { heading, text } = words[language][kind];
  return plainPage(language, heading, markup`<p>${text}</p>`);
}

function plainPage(language: Language, heading: string, body: Html): string {
  return head(language) + markup`<h1>${heading}</h1>${body}`.html + closePage(markup``);
}

export function gonePage(language: Language): string {
  const { heading, text } = words[language].gone;
  return plainPage(language, heading, markup`<p>${text}</p>`);
}

export function laterPage(language: Language): string {
  const { heading, text } = words[language].later;
  return plainPage(language, heading, markup`<p>${text}</p>`);
}

/** The officer has taken it. */
export function pagedPage(language: Language, desk: string | null, isDrill: boolean): string {
  const { paged, drill } = words[language];
  const { heading, text, desk: label } = paged;
  return plainPage(
    language,
    heading,
    markup`${isDrill && markup`<p><strong>${drill}</strong></p>`}<p>${text}</p>${desk !== null && markup`<p class="card">${label}: ${desk}</p>`}`,
  );
}

function telephoneText(language: Language, { name, number, isConfirmed }: Telephone): Html {
  const { call, confirmed, unconfirmed } = words[language];
  const mark = isConfirmed ? confirmed : unconfirmed;
  const link = markup`<a href="tel:${number}">${number}</a>`;
  return markup`<h2>${call}</h2><p>${name}: ${link} (${mark})</p>`;
}

const pointText = ({ latitude, longitude }: { latitude: number; longitude: number }): string =>
  `${latitude}, ${longitude}`;

function placeText({ language, area, hasPlace, place }: StatusPage): Html {
  const said = words[language];
  const rough =
    area === null
      ? null
      : markup`<h2>${said.area}</h2><p>${pointText(area)} (${said.areaRadius})</p>`;
  if (place !== null) {
    const at = timeText(language, place.at);
    return markup`${rough}<h2>${said.place}</h2><p>${pointText(place)}<br>${at}</p>`;
  }
  const button = markup`<button name="show" value="place">${said.showPlace}</button>`;
  return markup`${rough}${hasPlace && form(language, 'post', button)}`;
}

/** The beginning of the status page, up to the list that grows. */
export function openStatusPage(page: StatusPage): string {
  const { language, raisedAt, isDrill, isLive, telephone, canLeave } = page;
  const said = words[language];
  const leave = markup`<button name="show" value="leave">${said.leave}</button>`;
  const parts = [
    markup`<h1>${said.heading}</h1>`,
    markup`${isDrill && markup`<p><strong>${said.drill}</strong></p>`}`,
    markup`<p>${said.raisedAt} ${timeText(language, raisedAt)}. ${said.times}</p>`,
    markup`${telephone && telephoneText(language, telephone)}${placeText(page)}`,
    markup`${mainForm(language, said.update)}${otherLanguages(language, 'post')}`,
    markup`${canLeave && form(language, 'post', leave)}`,
    markup`<p>${isLive ? said.live : said.notLive}</p>`,
    markup`<div class="card" role="log" aria-live="polite"><ol>`,
  ];
  return head(language) + markup`${parts}`.html;
}

/** One more line of it. */
export function lineOf(language: Language, { at, status, escalationLevel }: StatusLine): string {
  const text = timeText(language, at);
  const time = markup`<time datetime="${at.toISOString()}">${text}</time>`;
  return markup`<li>${statusLine(language, status, escalationLevel)}${time}</li>`.html;
}

/** Why it does not grow any more, and the end of the page. */
export function closeStatusPage(language: Language, why: 'notLive' | 'ended' | null): string {
  const { [why ?? 'notLive']: text, information } = words[language];
  const reason = why === null ? null : markup`<p role="status">${text}</p>`;
  return markup`</ol></div>${reason}`.html + closePage(markup`<p>${information}</p>`);
}
