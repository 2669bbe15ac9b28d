import { languages, type Language } from './words.ts';

const isOurs = (text: string | undefined): text is Language =>
  languages.some((language) => language === text);

/** The language that was chosen, else the one the browser likes best of ours, else Spanish. */
export function chooseLanguage(chosen: string | undefined, accepted: string | undefined): Language {
  if (isOurs(chosen)) return chosen;
  const liked = (accepted ?? '')
    .slice(0, 500)
    .split(',')
    .map((entry) => {
      const [tag = '', ...parameters] = entry.trim().split(';');
      const weight = parameters.find((parameter) => parameter.trim().startsWith('q='));
      const quality = weight === undefined ? 1 : Number(weight.trim().slice(2));
      return { language: tag.split('-')[0]?.toLowerCase(), quality };
    })
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality)
    .map(({ language }) => language);
  return liked.find(isOurs) ?? 'es';
}
