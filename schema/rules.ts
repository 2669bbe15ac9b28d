import {
  Kind,
  print,
  visit,
  type ASTNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type NamedTypeNode,
  type ObjectTypeDefinitionNode,
  type TypeDefinitionNode,
  type TypeNode,
} from 'graphql';

/*
 * How the contract is written, as rules over the SDL of a subgraph. Each says where it is broken;
 * an empty list is a contract in order.
 */

const pascal = /^[A-Z][A-Za-z0-9]*$/;
const camel = /^[a-z][A-Za-z0-9]*$/;
const screamingSnake = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;
const dated = /^Use .+\. Removal on \d{4}-\d{2}-\d{2}\.$/;
const searchingVerbs = /^(get|list|fetch|find|load|read)(?=[A-Z])/;
/** Words that say nothing about what is done. */
const emptyVerbs = /^(process|handle|manage|execute|do|update)(?=[A-Z])/;
/** A phone that moves, or a fact about oneself that changes, is no act with a name of its own. */
const namedAllTheSame = ['updateAlertPosition', 'updatePerson', 'updateEmergencyContact'];
const rootNames = ['Query', 'Mutation', 'Subscription'] as const;

/** Lists whose items may be null, each with its reason. */
const nullableItems: Readonly<Record<string, string>> = {
  'FeedPage.items': 'one unreadable event must not blank the page',
};

const isType = (node: ASTNode): node is TypeDefinitionNode =>
  node.kind.endsWith('TypeDefinition') || node.kind === Kind.SCALAR_TYPE_DEFINITION;

export const typesOf = (document: DocumentNode): TypeDefinitionNode[] =>
  document.definitions.filter(isType);

const objectsOf = (document: DocumentNode): ObjectTypeDefinitionNode[] =>
  typesOf(document).filter((type) => type.kind === Kind.OBJECT_TYPE_DEFINITION);

/** Fields of a root type; none when the subgraph has no such type. */
export function rootFields(
  document: DocumentNode,
  root: (typeof rootNames)[number],
): readonly FieldDefinitionNode[] {
  return objectsOf(document).find((type) => type.name.value === root)?.fields ?? [];
}

export function nameOf(type: TypeNode): NamedTypeNode['name']['value'] {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}

const isNullable = (type: TypeNode) => type.kind !== Kind.NON_NULL_TYPE;
const upperFirst = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** The keys of an entity, and whether this subgraph can resolve it; null for what is none. */
function entityOf(type: ObjectTypeDefinitionNode) {
  const keys = (type.directives ?? []).filter(({ name }) => name.value === 'key');
  if (keys.length === 0) return null;
  const texts = keys.map(print);
  const fields = texts.flatMap((text) => /fields: "([^"]+)"/.exec(text)?.[1]?.split(' ') ?? []);
  return { fields, isStub: texts.every((text) => text.includes('resolvable: false')) };
}

/** Every named thing of a document with its path, for example `Alert.position`. */
function named(document: DocumentNode) {
  const found: { node: ASTNode; path: string; name: string; description: boolean }[] = [];
  const path: string[] = [];
  visit(document, {
    enter(node) {
      if (!('name' in node) || node.name === undefined || !/Definition$/.test(node.kind)) return;
      path.push(node.name.value);
      const description = 'description' in node && node.description !== undefined;
      found.push({ node, path: path.join('.'), name: node.name.value, description });
    },
    leave(node) {
      if ('name' in node && node.name !== undefined && /Definition$/.test(node.kind)) path.pop();
    },
  });
  return found;
}

export function badCasing(document: DocumentNode): string[] {
  return named(document)
    .filter(({ node, name }) => {
      if (node.kind === Kind.ENUM_VALUE_DEFINITION) return !screamingSnake.test(name);
      return !(isType(node) ? pascal : camel).test(name);
    })
    .map(({ path }) => path);
}

export function undescribed(document: DocumentNode): string[] {
  return named(document)
    .filter(({ description }) => !description)
    .map(({ path }) => path);
}

export function undatedDeprecations(document: DocumentNode): string[] {
  return named(document)
    .filter(({ node }) => {
      const directives = 'directives' in node ? (node.directives ?? []) : [];
      const deprecated = directives.find(({ name }) => name.value === 'deprecated');
      const reason = deprecated?.arguments?.[0]?.value;
      return deprecated && !(reason?.kind === Kind.STRING && dated.test(reason.value));
    })
    .map(({ path }) => path);
}

/** `act(input: ActInput!): ActResult!`, a union of `ActSuccess` and errors. */
export function oddMutations(document: DocumentNode): string[] {
  const types = new Map(typesOf(document).map((type) => [type.name.value, type]));
  return rootFields(document, 'Mutation').flatMap((field) => {
    const name = field.name.value;
    const act = upperFirst(name);
    const problems: string[] = [];
    const isEmpty = searchingVerbs.test(name) || emptyVerbs.test(name);
    if (isEmpty && !namedAllTheSame.includes(name)) problems.push('has no verb of its own');
    const given = (field.arguments ?? []).map(
      (input) => `${input.name.value}: ${print(input.type)}`,
    );
    if (given.join() !== `input: ${act}Input!`) problems.push(`takes not one input: ${act}Input!`);
    if (print(field.type) !== `${act}Result!`) problems.push(`returns not ${act}Result!`);
    const result = types.get(nameOf(field.type));
    const members =
      result?.kind === Kind.UNION_TYPE_DEFINITION
        ? (result.types ?? []).map((member) => member.name.value)
        : [];
    if (!members.includes(`${act}Success`)) problems.push(`succeeds not with ${act}Success`);
    if (members.some((member) => member !== `${act}Success` && !member.endsWith('Error'))) {
      problems.push('fails with something else than an error');
    }
    const success = types.get(`${act}Success`);
    const fields = success?.kind === Kind.OBJECT_TYPE_DEFINITION ? (success.fields ?? []) : [];
    if (fields.some(({ name: { value } }) => ['data', 'success', 'result'].includes(value))) {
      problems.push('names not what it did it to');
    }
    return problems.map((problem) => `Mutation.${name} ${problem}`);
  });
}

/** What ends in Error is a user error, and the other way round. */
export function oddErrors(document: DocumentNode): string[] {
  return objectsOf(document)
    .filter(({ name, interfaces }) => {
      const isError = (interfaces ?? []).some((one) => one.name.value === 'UserError');
      return isError !== name.value.endsWith('Error');
    })
    .map(({ name }) => name.value);
}

/** Nouns that may be null: one sick subgraph blanks its own fields and no more. */
export function oddQueries(document: DocumentNode): string[] {
  return rootFields(document, 'Query')
    .filter(
      ({ name, type }) =>
        !isNullable(type) || searchingVerbs.test(name.value) || name.value.startsWith('node'),
    )
    .map(({ name }) => `Query.${name.value}`);
}

/** Fields that need another subgraph: those that point at its entities and those added to them. */
export function requiredAcrossSubgraphs(
  document: DocumentNode,
  ownsEntity: (name: string) => boolean,
): string[] {
  const objects = objectsOf(document);
  const stubs = objects.filter((type) => entityOf(type)?.isStub).map(({ name }) => name.value);
  return objects.flatMap((type) => {
    const entity = entityOf(type);
    const isForeign = entity !== null && !entity.isStub && !ownsEntity(type.name.value);
    return (type.fields ?? [])
      .filter(({ name, type: fieldType }) => {
        const isAdded = isForeign && !entity.fields.includes(name.value);
        return (isAdded || stubs.includes(nameOf(fieldType))) && !isNullable(fieldType);
      })
      .map(({ name }) => `${type.name.value}.${name.value}`);
  });
}

export function oddFields(document: DocumentNode): string[] {
  return objectsOf(document).flatMap((type) =>
    (type.fields ?? [])
      .filter(({ name: { value: name }, type: fieldType }) => {
        const kind = nameOf(fieldType);
        if (kind === 'Boolean' && !/^(is|has)[A-Z]/.test(name)) return true;
        if (kind === 'DateTime' && !/(^a|A)t$/.test(name)) return true;
        if (kind === 'JSON' || name === 'clientMutationId') return true;
        return hasNullableItems(fieldType) && !(`${type.name.value}.${name}` in nullableItems);
      })
      .map(({ name }) => `${type.name.value}.${name.value}`),
  );
}

function hasNullableItems(type: TypeNode): boolean {
  if (type.kind === Kind.NON_NULL_TYPE) return hasNullableItems(type.type);
  return type.kind === Kind.LIST_TYPE && isNullable(type.type);
}

/** Types that several subgraphs have, entities aside, must be the same to the letter. */
export function unlikeTypes(documents: readonly DocumentNode[]): string[] {
  const all = documents.flatMap((document) =>
    typesOf(document).filter(
      (type) =>
        !rootNames.includes(type.name.value as never) &&
        !(type.kind === Kind.OBJECT_TYPE_DEFINITION && entityOf(type) !== null),
    ),
  );
  return [...Map.groupBy(all, (type) => type.name.value)]
    .filter(([, types]) => new Set(types.map(print)).size > 1)
    .map(([name]) => name);
}
