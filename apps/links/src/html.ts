import { createHash } from 'node:crypto';

/** Text that is HTML already. */
export interface Html {
  readonly html: string;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? '');

type Value = Html | string | number | null | false | readonly Html[];

function write(value: Value): string {
  if (value === null || value === false) return '';
  if (typeof value === 'string' || typeof value === 'number') return escape(String(value));
  return 'html' in value ? value.html : value.map(({ html }) => html).join('');
}

/** A template of HTML: what is put into it is text, unless it is HTML already. Its name keeps formatters away. */
export function markup(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return {
    html: parts
      .map((part, index) => (index === 0 ? part : write(values[index - 1] ?? null) + part))
      .join(''),
  };
}

/**
 * The newest line of the list stands on top and large: a page that only ever grows at its end shows
 * what is new without a script.
 */
export const style = `
:root{color-scheme:light dark;--ink:#1c2430;--soft:#4a5566;--paper:#f7f5f1;--card:#fff;--line:#d9d4ca;--act:#1f5f57;--on-act:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#eceff3;--soft:#b3bccb;--paper:#161a20;--card:#1f252e;--line:#39424f;--act:#7fd1c4;--on-act:#10201d}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1.125rem/1.5 system-ui,sans-serif}
main,footer{max-width:34rem;margin:0 auto;padding:1.25rem}
h1{font-size:1.5rem;line-height:1.25;margin:.5rem 0 1rem}
h2{font-size:1.125rem;margin:1.5rem 0 .25rem}
p{margin:.5rem 0}
.card{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1rem}
button{font:inherit;min-height:3.25rem;padding:.75rem 1.25rem;border-radius:.75rem;border:2px solid var(--act);background:transparent;color:var(--act);cursor:pointer}
button.main{width:100%;background:var(--act);color:var(--on-act);font-weight:600;font-size:1.25rem}
button:focus-visible,a:focus-visible{outline:3px solid var(--ink);outline-offset:3px}
ol{display:flex;flex-direction:column-reverse;list-style:none;margin:0;padding:0}
li{padding:.5rem 0;color:var(--soft)}
li+li{border-bottom:1px solid var(--line)}
li:last-child{color:var(--ink);font-size:1.375rem;font-weight:600}
li time{display:block;font-size:.9375rem;font-weight:400;color:var(--soft)}
ol.steps{display:block;list-style:decimal;padding-left:1.5rem}
ol.steps li,ol.steps li:last-child{color:var(--ink);font-size:1rem;font-weight:400;padding:.25rem 0;border:0}
a{color:inherit}
footer{color:var(--soft);font-size:.9375rem}
form{margin:1rem 0}
label{display:block;margin:.5rem 0;font-size:1rem;color:var(--soft)}
input[type=text],textarea{display:block;width:100%;font:inherit;color:var(--ink);background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.5rem}
ul.ticks{list-style:none;padding:0}
ul.ticks li,ul.ticks li:last-child{padding:0;border:0;font-size:1rem;font-weight:400}
.card+.card{margin-top:.75rem}
@page{margin:12mm}
@media print{:root{--ink:#000;--soft:#000;--paper:#fff;--card:#fff;--line:#000}body{font-size:8.5pt;line-height:1.3}main,footer{max-width:none;padding:0}h1{font-size:14pt;margin:0}h2{font-size:10pt;margin:.5em 0 0}ol.steps li,ol.steps li:last-child{font-size:8.5pt;padding:0}label{margin:.2em 0}input[type=text],textarea{padding:.1em;border-radius:0;break-inside:avoid}.card{padding:.4em;break-inside:avoid}footer,small{font-size:7pt}}
`;

/** By which the policy of the page lets this style in and no other. */
export const styleHash = `sha256-${createHash('sha256').update(style).digest('base64')}`;

export interface PageHead {
  readonly language: string;
  readonly title: string;
}

/** The beginning of a page up to its content; `closePage` ends it. */
export const openPage = ({ language, title }: PageHead): string =>
  [
    '<!doctype html>',
    markup`<html lang="${language}"><head><meta charset="utf-8">`.html,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="robots" content="noindex,nofollow,noarchive">',
    '<meta name="referrer" content="no-referrer">',
    markup`<title>${title}</title>`.html,
    `<style>${style}</style></head><body><main>`,
  ].join('');

export const closePage = (footer: Html): string =>
  markup`</main><footer>${footer}</footer></body></html>`.html;
