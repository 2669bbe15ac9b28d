import { commentOf, type Acts } from './acts.ts';
import type { Role } from './roles.ts';

/** The module of what one role may ask: method → operation, documented as its root field is. */
export function writeClient({ acts }: Acts, role: Role): string {
  const own = acts.filter(({ roles }) => roles.has(role));
  return [
    `import * as operations from './operations.ts';`,
    `export const ${role.toLowerCase()}Operations = {`,
    ...own.map(
      ({ method, description }) => `${commentOf(description)}${method}: operations.${method},`,
    ),
    `};`,
  ].join('\n\n');
}
