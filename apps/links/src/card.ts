import type { RightsGuideTextFragment, StateRulesTextFragment } from '@alert-button/sdk';
import type { FollowerClient } from '@alert-button/sdk/follower';
import { cardWords } from './card-words.ts';
import type { Answer } from './follow.ts';
import { closePage, markup, openPage, type Html } from './html.ts';
import { gonePage } from './pages.ts';
import type { Language } from './words.ts';

/** In the address, as it is read out on the telephone. */
const situations = {
  home: 'HOME',
  street: 'STREET',
  'traffic-stop': 'TRAFFIC_STOP',
  work: 'WORK',
  detention: 'DETENTION',
  'family-preparedness': 'FAMILY_PREPAREDNESS',
  'after-removal': 'AFTER_REMOVAL',
  fraud: 'FRAUD',
} as const;
type Name = keyof typeof situations;

/**
 * One guide as a page to print, one sheet long, with the rules of a state where that is named. What
 * it rests on, that nobody has reviewed it, and its age are printed with it.
 */
export async function rightsCard(
  client: FollowerClient,
  language: Language,
  name: string,
  state: string | undefined,
): Promise<Answer> {
  if (!Object.hasOwn(situations, name)) return { status: 404, body: gonePage(language) };
  const [guide, rules] = await Promise.all([
    client.rightsGuide({ situation: situations[name as Name], language }),
    state === undefined ? null : client.stateRules({ state, language }),
  ]);
  if (guide === null) return { status: 404, body: gonePage(language) };
  return { status: 200, body: cardPage(guide, rules) };
}

function cardPage(guide: RightsGuideTextFragment, rules: StateRulesTextFragment | null): string {
  const language: Language = guide.language === 'en' ? 'en' : 'es';
  const said = cardWords[language];
  const numbers = new Map(guide.sources.map(({ title }, index) => [title, index + 1]));
  const mark = (source: string | null): Html => {
    if (source === null) return markup` <small>(${said.unsourced})</small>`;
    const places = source.split('; ').flatMap((title) => numbers.get(title) ?? []);
    return markup` <small>[${places.length === 0 ? source : places.join(', ')}]</small>`;
  };
  const steps = guide.steps.map(({ text, source }) => markup`<li>${text}${mark(source)}</li>`);
  const sources = guide.sources.map(
    ({ title, url }) => markup`<li>${title}${url && ` ${url}`}</li>`,
  );
  const parts = [
    markup`<h1>${guide.title}</h1><p>${guide.summary}</p>`,
    markup`${(guide.isStale || rules?.isStale === true) && markup`<p><strong>${said.stale}</strong></p>`}`,
    markup`${
      guide.showToOfficer !== null &&
      markup`<h2>${said.show}</h2><p class="card" lang="en"><strong>${guide.showToOfficer}</strong></p>`
    }`,
    markup`<ol class="steps">${steps}</ol>`,
    markup`${rules && rulesOf(rules, language)}`,
    markup`<h2>${said.sources}</h2><ol class="steps"><small>${sources}</small></ol>`,
  ];
  const reviewed =
    guide.reviewedBy === null ? said.unreviewed : `${said.reviewedBy}: ${guide.reviewedBy}`;
  const day = guide.publishedOn;
  return (
    openPage({ language, title: guide.title }) +
    markup`${parts}`.html +
    closePage(
      markup`<p>${guide.disclaimer}</p><p>${said.version} ${guide.version}, ${day}. ${reviewed}</p>`,
    )
  );
}

function rulesOf({ state, rules, disclaimer }: StateRulesTextFragment, language: Language): Html {
  const said = cardWords[language];
  const lines = rules.map(
    ({ text, source }) => markup`<li>${text} <small>(${source ?? said.unsourced})</small></li>`,
  );
  return markup`<h2>${said.state}: ${state}</h2><ol class="steps">${lines}</ol><p><small>${disclaimer}</small></p>`;
}
