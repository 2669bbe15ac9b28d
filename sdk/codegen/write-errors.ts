import { isInterfaceType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { commentOf, type Acts } from './acts.ts';

const interfaceName = 'UserError';
/** The fragment with which every mutation asks for its user errors, whole. */
const fragmentName = 'UserErrorSummary';

/** The module of user errors: for each type a class that carries its fields. */
export function writeErrors(schema: GraphQLSchema, { acts }: Acts): string {
  for (const { operation, fragments, method } of acts) {
    if (operation.operation === 'mutation' && !fragments.includes(fragmentName)) {
      throw new Error(`The mutation ${method} must spread ${fragmentName}.`);
    }
  }
  const types = userErrorsOf(schema);
  return [
    `import { UserError } from '../user-error.ts';`,
    `import type * as types from './types.ts';`,
    `type Facts<Name> = Extract<types.${fragmentName}Fragment, { readonly __typename: Name }>;`,
    ...types.map(writeClass),
    `/** By the names of their types. */
    export const userErrors = { ${types.map(({ name }) => name).join(', ')} };`,
  ].join('\n\n');
}

function userErrorsOf(schema: GraphQLSchema): GraphQLObjectType[] {
  const type = schema.getType(interfaceName);
  if (!isInterfaceType(type)) throw new Error(`The schema has no interface ${interfaceName}.`);
  return [...schema.getPossibleTypes(type)].sort((a, b) => (a.name < b.name ? -1 : 1));
}

// A field that the fragment leaves out has no type there, and the compiler says so.
function writeClass(type: GraphQLObjectType): string {
  const facts = Object.values(type.getFields()).filter(({ name }) => name !== 'message');
  const fields = facts.map(
    ({ name, description }) =>
      `${commentOf(description ?? '')}readonly ${name}: Facts<'${type.name}'>['${name}'];`,
  );
  return `${commentOf(type.description ?? '')}export class ${type.name} extends UserError {
    ${fields.join('\n')}

    constructor(facts: Facts<'${type.name}'>) {
      super('${type.name}', facts.message);
      ${facts.map(({ name }) => `this.${name} = facts.${name};`).join('\n')}
    }
  }`;
}
