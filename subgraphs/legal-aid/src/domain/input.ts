import { InvalidInputError, type InputIssue } from '@alert-button/platform/errors.ts';
import { isState, stateOfCounty } from '@alert-button/platform/geography/states.ts';
import { canonicalLanguage } from '@alert-button/platform/language-tag.ts';

const mostLanguages = 30;
const mostCounties = 500;

// Controls say nothing, and marks of direction can make a name read as another one.
const hidden = /[^\P{Cc}\n]|[\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;

/** Whether the Census has a county of that code. */
export type IsCounty = (fips: string) => boolean;

/** Collects what is wrong with an input, so that a caller hears of all of it at once. */
export class InputCheck {
  readonly #issues: InputIssue[] = [];

  refuse(path: string, message: string): void {
    this.#issues.push({ path, message });
  }

  /** @throws InvalidInputError when anything was refused. */
  done(): void {
    if (this.#issues.length > 0) throw new InvalidInputError(this.#issues);
  }

  /** What somebody typed, in its one spelling (NFC, without space around it). */
  text(path: string, typed: string, most: number): string {
    if (typed.length > most * 4 || typed.normalize('NFC').trim().length > most) {
      this.refuse(path, `must be at most ${most} characters`);
      return '';
    }
    const text = typed.normalize('NFC').trim();
    if (text === '') this.refuse(path, 'must not be empty');
    if (!text.isWellFormed() || hidden.test(text)) {
      this.refuse(path, 'must be well-formed text without control characters');
    }
    return text;
  }

  optionalText(path: string, typed: string | null | undefined, most: number): string | null {
    return typed === null || typed === undefined ? null : this.text(path, typed, most);
  }

  between(path: string, value: number, low: number, high: number): number {
    if (!(value >= low && value <= high)) this.refuse(path, `must be from ${low} to ${high}`);
    return value;
  }

  /** BCP 47 tags in canonical form, each once, in their order. */
  languages(path: string, tags: readonly string[]): readonly string[] {
    if (tags.length === 0 || tags.length > mostLanguages) {
      this.refuse(path, `must be 1 to ${mostLanguages} languages`);
      return [];
    }
    const languages = tags.map((tag, index) => {
      const language = canonicalLanguage(tag);
      if (language === null) this.refuse(`${path}.${index}`, 'must be a BCP 47 language tag');
      return language ?? '';
    });
    return [...new Set(languages)];
  }

  state(path: string, typed: string): string {
    const state = typed.length === 2 ? typed.toUpperCase() : '';
    if (!isState(state)) this.refuse(path, 'must be a postal abbreviation, for example TX');
    return state;
  }

  states(path: string, typed: readonly string[]): readonly string[] {
    return [
      ...new Set(typed.slice(0, 100).map((one, index) => this.state(`${path}.${index}`, one))),
    ];
  }

  county(path: string, fips: string, isCounty: IsCounty): string {
    if (stateOfCounty(fips) === null || !isCounty(fips)) {
      this.refuse(path, 'must be a county of the US Census, for example 48201');
    }
    return fips;
  }

  counties(path: string, typed: readonly string[], isCounty: IsCounty): readonly string[] {
    if (typed.length > mostCounties) {
      this.refuse(path, `must be at most ${mostCounties} counties`);
      return [];
    }
    return [...new Set(typed.map((one, index) => this.county(`${path}.${index}`, one, isCounty)))];
  }
}
