import { actText, factsOf } from '../src/written-operation.ts';
import { lowerFirst, textOf, type Act, type Acts } from './acts.ts';

/** The module of all operations; the same input always gives the same text. */
export function writeOperations({ acts, fragments }: Acts): string {
  return [
    `import { actsWith, operation } from '../written-operation.ts';`,
    `import type * as types from './types.ts';`,
    ...[...fragments.values()].map(
      (node) => `const ${fragmentName(node.name.value)} = ${textOf(node)};`,
    ),
    fragments.has(errors) ? `const act = /* @__PURE__ */ actsWith(${fragmentName(errors)});` : '',
    ...acts.map(writeConstant),
  ].join('\n\n');
}

/** What its text says already is read from there: clients are for browsers, and count bytes. */
function writeConstant({ method, operation, root, fragments, dates, isRepeatable }: Act): string {
  const { operation: kind, name } = operation;
  const type = `types.${name?.value}${kind[0]?.toUpperCase()}${kind.slice(1)}`;
  const text = textOf(operation);
  const said = factsOf(JSON.parse(text) as string);
  if (said.root !== root) throw new Error(`"${name?.value}" does not show what its root field is`);
  const success = successIn(JSON.parse(text) as string, name?.value ?? '', fragments);
  const spread = success === null ? fragments : fragments.filter((fragment) => fragment !== errors);
  const rest = [
    isRepeatable === said.isRepeatable ? '' : `isRepeatable: ${isRepeatable},`,
    spread.length === 0 ? '' : `fragments: [${spread.map(fragmentName).join(', ')}],`,
    dates.length === 0 ? '' : `dates: ${JSON.stringify(dates)},`,
  ].join('');
  const unsaid = rest === '' ? '' : `, {${rest}}`;
  const types = `${type}['${root}'], ${type}Variables`;
  return success === null
    ? `export const ${method} = /* @__PURE__ */ operation<${types}, '${kind}'>(${text}${unsaid});`
    : `export const ${method} = /* @__PURE__ */ act<${types}>('${name?.value}', ${JSON.stringify(success)}${unsaid});`;
}

const errors = 'UserErrorSummary';

/** What is selected of an act's success; null for an operation of another shape. */
function successIn(text: string, name: string, fragments: readonly string[]): string | null {
  const [start = '', end = ''] = actText(name, '\n').split('\n');
  const success = text.slice(start.length, -end.length);
  return fragments.includes(errors) && text === actText(name, success) ? success : null;
}

const fragmentName = (name: string): string => `${lowerFirst(name)}Fragment`;
