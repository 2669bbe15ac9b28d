import { factsOf } from '../src/written-operation.ts';
import { lowerFirst, textOf, type Act, type Acts } from './acts.ts';

/** The module of all operations; the same input always gives the same text. */
export function writeOperations({ acts, fragments }: Acts): string {
  return [
    `import { operation } from '../written-operation.ts';`,
    `import type * as types from './types.ts';`,
    ...[...fragments.values()].map(
      (node) => `const ${fragmentName(node.name.value)} = ${textOf(node)};`,
    ),
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
  const rest = [
    isRepeatable === said.isRepeatable ? '' : `isRepeatable: ${isRepeatable},`,
    fragments.length === 0 ? '' : `fragments: [${fragments.map(fragmentName).join(', ')}],`,
    dates.length === 0 ? '' : `dates: ${JSON.stringify(dates)},`,
  ].join('');
  return `export const ${method} = /* @__PURE__ */ operation<
  ${type}['${root}'], ${type}Variables, '${kind}'
>(${text}${rest === '' ? '' : `, {${rest}}`});`;
}

const fragmentName = (name: string): string => `${lowerFirst(name)}Fragment`;
