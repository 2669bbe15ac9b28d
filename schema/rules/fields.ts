import { Kind, print, type DocumentNode } from 'graphql';
import { bareIds, booleans, idsOfAnotherKind, nullableItems } from './exceptions.ts';
import { listOf, nameOf, isNullable, namedOf, typedOf, typesOf, type Typed } from './sdl.ts';

/* Names that say what a field holds, and types that are told by them. */

const dated = /^Use .+\. Removal on \d{4}-\d{2}-\d{2}\.$/;
const leftOut = ['clientMutationId', 'success'];
const scalars = ['DateTime', 'Date', 'CountryCode', 'LanguageTag'];
/** The graph is shared: who takes one of these leaves it to nobody else. */
const tooWide = /^(Status|State|Type|Kind|Item|Data|Node|Info|Entry|Object|Record|Event|Position)$/;

export function undatedDeprecations(document: DocumentNode): string[] {
  return namedOf(document)
    .filter(({ directives }) => {
      const deprecated = directives.find(({ name }) => name.value === 'deprecated');
      const reason = deprecated?.arguments?.[0]?.value;
      return deprecated && !(reason?.kind === Kind.STRING && dated.test(reason.value));
    })
    .map(({ path }) => path);
}

/** Names that belong to no one part of the graph, and scalars of which nobody knows the form. */
export function oddTypes(document: DocumentNode): string[] {
  return typesOf(document)
    .filter(({ kind, name: { value: name } }) => {
      const isUnknown = kind === Kind.SCALAR_TYPE_DEFINITION && !scalars.includes(name);
      return isUnknown || tooWide.test(name);
    })
    .map(({ name }) => name.value);
}

/** Each says of one field, argument or field of an input whether it is as it should be. */
const habits: readonly ((typed: Typed, type: string) => boolean)[] = [
  ({ name }) => !leftOut.includes(name),
  ({ path, name }, type) => type !== 'Boolean' || /^(is|has)[A-Z]/.test(name) || path in booleans,
  ({ name }, type) => (type === 'DateTime') === /(^a|[a-z]A)t$/.test(name),
  ({ name }, type) => (type === 'Date') === /[a-z]On$/.test(name),
  ({ name, node }) => name !== 'id' || print(node.type) === 'ID!',
  ({ path, name }, type) => !/Ids?$/.test(name) || type === 'ID' || path in idsOfAnotherKind,
  ({ path, name, node }, type) =>
    type !== 'ID' || name === 'id' || node.kind !== Kind.FIELD_DEFINITION || path in bareIds,
  ({ path, node }) => {
    const list = listOf(node.type);
    return list === undefined || !isNullable(list.type) || path in nullableItems;
  },
];

export function oddFields(document: DocumentNode): string[] {
  return typedOf(document)
    .filter((typed) => !habits.every((holds) => holds(typed, nameOf(typed.node.type))))
    .map(({ path }) => path);
}
