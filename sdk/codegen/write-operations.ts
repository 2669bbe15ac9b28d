import { lowerFirst, textOf, type Act, type Acts } from './acts.ts';

/** The module of all operations; the same input always gives the same text. */
export function writeOperations({ acts, fragments }: Acts): string {
  return [
    `import type { Operation } from '../operation.ts';`,
    `import type * as types from './types.ts';`,
    ...[...fragments.values()].map(
      (node) => `const ${fragmentName(node.name.value)} = ${textOf(node)};`,
    ),
    ...acts.map(writeConstant),
  ].join('\n\n');
}

function writeConstant({ method, operation, root, fragments, dates, isRepeatable }: Act): string {
  const { operation: kind, name } = operation;
  const type = `types.${name?.value}${kind[0]?.toUpperCase()}${kind.slice(1)}`;
  const lists = [
    fragments.length === 0 ? '' : `fragments: [${fragments.map(fragmentName).join(', ')}],`,
    dates.length === 0 ? '' : `dates: ${JSON.stringify(dates)},`,
  ].join('');
  return `export const ${method}: Operation<${type}['${root}'], ${type}Variables, '${kind}'> = {
  name: '${name?.value}', kind: '${kind}', root: '${root}', isRepeatable: ${isRepeatable},
  text: ${textOf(operation)}, ${lists}
};`;
}

const fragmentName = (name: string): string => `${lowerFirst(name)}Fragment`;
