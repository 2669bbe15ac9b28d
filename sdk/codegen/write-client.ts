import { commentOf, type Acts } from './acts.ts';
import type { Role } from './roles.ts';

/**
 * The module of what one role may ask: method → operation, documented as its root field is. The
 * interface keeps the names of types in what is published; without it they would be spelt out.
 */
export function writeClient({ acts }: Acts, role: Role): string {
  const own = acts.filter(({ roles }) => roles.has(role));
  const name = role.toLowerCase();
  const type = `${role[0]}${name.slice(1)}Operations`;
  return [
    `import * as operations from './operations.ts';`,
    `export interface ${type} {`,
    ...own.map(
      ({ method, description }) =>
        `${commentOf(description)}readonly ${method}: typeof operations.${method};`,
    ),
    `}`,
    `export const ${name}Operations: ${type} = {`,
    own.map(({ method }) => `${method}: operations.${method},`).join('\n'),
    `};`,
  ].join('\n\n');
}
