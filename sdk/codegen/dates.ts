import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  typeFromAST,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';

const dateTime = 'DateTime';

/**
 * Paths of response keys, below the root field, at which a `DateTime` stands. Lists are not in the
 * path. GraphQL itself sees to it that one path never means two types.
 */
export function datesOf(
  schema: GraphQLSchema,
  field: GraphQLField<unknown, unknown>,
  root: FieldNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): string[] {
  const found = new Set<string>();

  function readType(type: GraphQLOutputType, node: FieldNode, path: readonly string[]): void {
    const named = getNamedType(type);
    if (named.name === dateTime) found.add(path.join('.'));
    else if (node.selectionSet && isCompositeType(named)) {
      readSelections(named.name, node.selectionSet, path);
    }
  }

  function readSelections(parent: string, set: SelectionSetNode, path: readonly string[]): void {
    for (const node of set.selections) {
      if (node.kind === Kind.FIELD) {
        const type = schema.getType(parent);
        const fields = isObjectType(type) || isInterfaceType(type) ? type.getFields() : {};
        const selected = fields[node.name.value];
        if (selected !== undefined) {
          readType(selected.type, node, [...path, (node.alias ?? node.name).value]);
        }
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        const narrowed = node.typeCondition && typeFromAST(schema, node.typeCondition);
        readSelections(narrowed?.name ?? parent, node.selectionSet, path);
      } else {
        const fragment = fragments.get(node.name.value);
        if (fragment === undefined) throw new Error(`There is no fragment "${node.name.value}".`);
        readSelections(fragment.typeCondition.name.value, fragment.selectionSet, path);
      }
    }
  }

  readType(field.type, root, []);
  return [...found];
}
