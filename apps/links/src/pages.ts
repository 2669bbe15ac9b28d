import { closePage, html, openPage, type Html } from './html.ts';
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
}

export interface StatusLine {
  readonly at: Date;
  readonly status: string;
  readonly escalationLevel: number;
}

const head = (language: Language) => openPage({ language, title: words[language].title });

const hiddenLanguage = (language: Language) =>
  html`<input type="hidden" name="language" value="${language}" />`;

/** Forms without an address go where the page came from, which no page has to repeat. */
const mainForm = (language: Language, button: string) =>
  html`<form method="post">
    ${hiddenLanguage(language)}<button class="main">${button}</button>
  </form>`;

const otherLanguages = (language: Language, method: 'get' | 'post'): readonly Html[] =>
  languages
    .filter((other) => other !== language)
    .map(
      (other) =>
        html`<form method="${method}">
          ${hiddenLanguage(other)}<button lang="${other}">${words[other].languageName}</button>
        </form>`,
    );

/** What a link shows to whoever opens it, a preview included: that there is a button. */
export function coverPage(language: Language, kind: 'cover' | 'page'): string {
  const { heading, text, button } = words[language][kind];
  const body = html`<h1>${heading}</h1>
    <p>${text}</p>
    ${mainForm(language, button)}${otherLanguages(language, 'get')}`;
  return head(language) + body.html + closePage(html``);
}

function plainPage(language: Language, heading: string, body: Html): string {
  return (
    head(language) +
    html`<h1>${heading}</h1>
      ${body}`.html +
    closePage(html``)
  );
}

export function gonePage(language: Language): string {
  const { heading, text } = words[language].gone;
  return plainPage(language, heading, html`<p>${text}</p>`);
}

export function laterPage(language: Language): string {
  const { heading, text } = words[language].later;
  return plainPage(language, heading, html`<p>${text}</p>`);
}

/** The officer has taken it. */
export function pagedPage(language: Language, desk: string): string {
  const { heading, text, desk: label } = words[language].paged;
  return plainPage(
    language,
    heading,
    html`<p>${text}</p>
      <p class="card">${label}: ${desk}</p>`,
  );
}

function telephoneText(language: Language, { name, number, isConfirmed }: Telephone): Html {
  const { call, confirmed, unconfirmed } = words[language];
  return html`<h2>${call}</h2>
    <p>
      ${name}: <a href="tel:${number}">${number}</a> (${isConfirmed ? confirmed : unconfirmed})
    </p>`;
}

const pointText = ({ latitude, longitude }: { latitude: number; longitude: number }): string =>
  `${latitude}, ${longitude}`;

function placeText({ language, area, hasPlace, place }: StatusPage): Html {
  const said = words[language];
  const rough =
    area === null
      ? null
      : html`<h2>${said.area}</h2>
          <p>${pointText(area)} (${said.areaRadius})</p>`;
  const button = hasPlace && place === null;
  const form = html`<form method="post">
    ${hiddenLanguage(language)}<button name="show" value="place">${said.showPlace}</button>
  </form>`;
  const exact =
    place === null
      ? null
      : html`<h2>${said.place}</h2>
          <p>${pointText(place)}<br />${timeText(language, place.at)}</p>`;
  return html`${rough}${exact}${button && form}`;
}

/** The beginning of the status page, up to the list that grows. */
export function openStatusPage(page: StatusPage): string {
  const { language, raisedAt, isDrill, isLive, telephone } = page;
  const said = words[language];
  const body = html`<h1>${said.heading}</h1>
    ${isDrill && html`<p><strong>${said.drill}</strong></p>`}
    <p>${said.raisedAt} ${timeText(language, raisedAt)}. ${said.times}</p>
    ${telephone && telephoneText(language, telephone)}${placeText(page)}${mainForm(language, said.update)}${otherLanguages(language, 'post')}
    <p>${isLive ? said.live : said.notLive}</p>
    <div class="card" role="log" aria-live="polite"><ol></ol></div>`;
  return head(language) + body.html;
}

/** One more line of it. */
export const lineOf = (language: Language, { at, status, escalationLevel }: StatusLine): string =>
  html`<li>
    ${statusLine(language, status, escalationLevel)}<time datetime="${at.toISOString()}"
      >${timeText(language, at)}</time
    >
  </li>`.html;

/** Why it does not grow any more, and the end of the page. */
export function closeStatusPage(language: Language, why: 'notLive' | 'ended' | null): string {
  const { [why ?? 'notLive']: text, information } = words[language];
  return (
    html`</ol></div>${why === null ? null : html`<p role="status">${text}</p>`}`.html +
    closePage(html`<p>${information}</p>`)
  );
}
