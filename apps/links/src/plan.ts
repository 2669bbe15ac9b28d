import { cardWords } from './card-words.ts';
import { closePage, markup, openPage, type Html } from './html.ts';
import { planVersion, planWords } from './plan-words.ts';
import type { Language } from './words.ts';

/**
 * Nothing that is typed has a name or a form, so there is nothing to send it by; and neither the
 * browser's memory nor a spelling service gets it.
 */
const typed = markup`autocomplete="off" autocorrect="off" spellcheck="false"`;

const field = (label: string): Html => markup`<label>${label}<input type="text" ${typed}></label>`;

/** A checklist and a worksheet to fill in and print, one page that asks for nothing else. */
export function planPage(language: Language): string {
  const said = planWords[language];
  const sheets = said.sheets.map(({ heading, fields, times }) => {
    const blocks = Array.from(
      { length: times },
      () => markup`<div class="card">${fields.map(field)}</div>`,
    );
    return markup`<h2>${heading}</h2>${blocks}`;
  });
  const steps = said.steps.map(
    (step) => markup`<li><label class="tick"><input type="checkbox" ${typed}> ${step}</label></li>`,
  );
  const parts = [
    markup`<h1>${said.title}</h1><p><strong>${said.stays}</strong></p><p>${said.keep}</p>`,
    markup`<h2>${said.checklist}</h2><ul class="ticks">${steps}</ul>`,
    markup`<h2>${said.worksheet}</h2>${sheets}`,
    markup`<h2>${said.notes}</h2><textarea rows="6" ${typed}></textarea>`,
  ];
  const { version, publishedOn } = planVersion;
  return (
    openPage({ language, title: said.title }) +
    markup`${parts}`.html +
    closePage(
      markup`<p>${said.disclaimer}</p><p>${cardWords[language].version} ${version}, ${publishedOn}. ${said.source}</p>`,
    )
  );
}
