import {
  Kind,
  print,
  visit,
  type ASTNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  type ObjectTypeDefinitionNode,
  type TypeDefinitionNode,
  type TypeNode,
} from 'graphql';

/* What the rules ask of a subgraph's SDL. */

export const rootNames = ['Query', 'Mutation', 'Subscription'] as const;

const isType = (node: ASTNode): node is TypeDefinitionNode => node.kind.endsWith('TypeDefinition');

export const typesOf = (document: DocumentNode): TypeDefinitionNode[] =>
  document.definitions.filter(isType);

export const objectsOf = (document: DocumentNode): ObjectTypeDefinitionNode[] =>
  typesOf(document).filter((type) => type.kind === Kind.OBJECT_TYPE_DEFINITION);

/** Fields of a root type; none when the subgraph has no such type. */
export function rootFields(
  document: DocumentNode,
  root: (typeof rootNames)[number],
): readonly FieldDefinitionNode[] {
  return objectsOf(document).find((type) => type.name.value === root)?.fields ?? [];
}

/** The type under its lists and exclamation marks. */
export function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}

export const isNullable = (type: TypeNode): boolean => type.kind !== Kind.NON_NULL_TYPE;

/** The list a type is, without its exclamation mark; undefined for what is none. */
export function listOf(type: TypeNode) {
  const bare = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
  return bare.kind === Kind.LIST_TYPE ? bare : undefined;
}

/** The keys of an entity, and whether this subgraph only points at it; null for what is none. */
export function entityOf(type: ObjectTypeDefinitionNode) {
  const keys = (type.directives ?? []).filter(({ name }) => name.value === 'key');
  if (keys.length === 0) return null;
  const texts = keys.map(print);
  const fields = texts.flatMap((text) => /fields: "([^"]+)"/.exec(text)?.[1]?.split(' ') ?? []);
  return { fields, isStub: texts.every((text) => text.includes('resolvable: false')) };
}

/** Something with a name in the contract, and its path, for example `Alert.position`. */
export interface Named {
  readonly path: string;
  readonly name: string;
  readonly node: ASTNode;
  readonly directives: readonly DirectiveNode[];
}

export function namedOf(document: DocumentNode): Named[] {
  const found: Named[] = [];
  const path: string[] = [];
  const isNamed = (node: ASTNode) => 'name' in node && /Definition$/.test(node.kind);
  visit(document, {
    enter(node) {
      if (!isNamed(node) || !('name' in node) || node.name === undefined) return;
      path.push(node.name.value);
      const directives = 'directives' in node ? (node.directives ?? []) : [];
      found.push({ path: path.join('.'), name: node.name.value, node, directives });
    },
    leave(node) {
      if (isNamed(node)) path.pop();
    },
  });
  return found;
}

/** Whatever has a type: fields, their arguments, fields of inputs. */
export type Typed = Named & { readonly node: FieldDefinitionNode | InputValueDefinitionNode };

export const typedOf = (document: DocumentNode): Typed[] =>
  namedOf(document).filter(
    (named): named is Typed =>
      named.node.kind === Kind.FIELD_DEFINITION || named.node.kind === Kind.INPUT_VALUE_DEFINITION,
  );
