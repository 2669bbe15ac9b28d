import { basename } from 'node:path';
import {
  buildSchema,
  concatAST,
  getNamedType,
  isAbstractType,
  isInputObjectType,
  Kind,
  parse,
  separateOperations,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValueNode,
} from 'graphql';
import type { Change } from './changes.ts';
import type { Release } from './release.ts';

/* Whom a change concerns: whose operations of the SDK use what is changed. */

/** An operation, whose it is, and all paths of the contract that it depends on. */
interface Use {
  readonly operation: string;
  readonly roles: readonly string[];
  readonly paths: ReadonlySet<string>;
}

const wordsOf = (value: ValueNode): string[] => {
  if (value.kind === Kind.LIST) return value.values.flatMap(wordsOf);
  return value.kind === Kind.ENUM || value.kind === Kind.STRING ? [value.value.toLowerCase()] : [];
};

/** Whose an operation is: the roles that a directive on it names, or else the name of its file. */
export function rolesOf(operation: OperationDefinitionNode, path: string): string[] {
  const named = (operation.directives ?? []).flatMap((directive) =>
    (directive.arguments ?? []).flatMap(({ value }) => wordsOf(value)),
  );
  return named.length > 0 ? named : [basename(path, '.graphql')];
}

/** The paths an operation depends on; what an input may carry counts as sent. */
function pathsOf(schema: GraphQLSchema, document: DocumentNode): Set<string> {
  const paths = new Set<string>();
  const inputs = new Set<string>();
  const addInput = (type: GraphQLInputType): void => {
    const named = getNamedType(type);
    if (inputs.has(named.name)) return;
    inputs.add(named.name);
    paths.add(named.name);
    if (!isInputObjectType(named)) return;
    for (const field of Object.values(named.getFields())) {
      paths.add(`${named.name}.${field.name}`);
      addInput(field.type);
    }
  };
  const info = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(info, {
      Field({ name: { value: name } }) {
        const [parent, field] = [info.getParentType(), info.getFieldDef()];
        if (!parent || !field) return;
        const others = isAbstractType(parent) ? schema.getPossibleTypes(parent) : [];
        for (const type of [parent, ...others]) paths.add(`${type.name}.${name}`);
        paths.add(getNamedType(field.type).name);
      },
      Argument({ name: { value: name } }) {
        const argument = info.getArgument();
        paths.add(`${info.getParentType()?.name}.${info.getFieldDef()?.name}.${name}`);
        if (argument) addInput(argument.type);
      },
      NamedType: ({ name }) => void paths.add(name.value),
    }),
  );
  return paths;
}

/** What each operation of a release uses. */
export function usesOf({ api, operations }: Pick<Release, 'api' | 'operations'>): Use[] {
  const schema = buildSchema(api);
  const files = operations.map((file) => ({ ...file, document: parse(file.text) }));
  const whole = separateOperations(concatAST(files.map(({ document }) => document)));
  return files.flatMap(({ path, document }) =>
    document.definitions
      .filter((node) => node.kind === Kind.OPERATION_DEFINITION)
      .map((node) => {
        const operation = node.name?.value ?? '';
        const paths = pathsOf(schema, whole[operation] ?? document);
        return { operation, roles: rolesOf(node, path), paths };
      }),
  );
}

/** Changes that concern whoever uses what they are made to: what is new has no users. */
const concernsParent = /^(ENUM_VALUE_(ADDED|REMOVED)|INPUT_FIELD_ADDED|FIELD_ARGUMENT_ADDED)$/;

/** The path whose users a change concerns. */
export const concernOf = ({ kind, path }: Change): string =>
  concernsParent.test(kind) ? path.slice(0, path.lastIndexOf('.')) : path;

/** The operations that a change concerns, by role. */
export function audienceOf(change: Change, uses: readonly Use[]): Map<string, string[]> {
  const concern = concernOf(change);
  const concerned = uses.filter(({ paths }) => concern === '' || paths.has(concern));
  const pairs = concerned.flatMap(({ roles, operation }) =>
    roles.map((role) => ({ role, operation })),
  );
  return new Map(
    [...Map.groupBy(pairs, ({ role }) => role)]
      .map(([role, of]) => [role, of.map(({ operation }) => operation)] as const)
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
}
