import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  isUnionType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import type { RawOperation } from './raw-doors.ts';

/** A place in an operation where a client writes a value. */
export interface InputPosition {
  readonly kind: 'query' | 'mutation' | 'subscription';
  readonly field: GraphQLField<unknown, unknown>;
  /** From the argument to the value. */
  readonly path: readonly string[];
  /** Name of the scalar or enum it wants. */
  readonly type: string;
  readonly isEnum: boolean;
}

/** A value as a variable holds it, and as a document does. */
export interface Written {
  readonly json: unknown;
  readonly literal: string;
}

const sampleId = '00000000-0000-4000-8000-000000000000';
const samples: Readonly<Record<string, unknown>> = {
  ID: sampleId,
  String: 'text',
  Int: 1,
  Float: 1,
  Boolean: false,
  Date: '2026-01-31',
  DateTime: '2026-01-31T12:00:00Z',
};

/** Every scalar and enum a client can send, anywhere. */
export function inputPositions(schema: GraphQLSchema): InputPosition[] {
  const roots = {
    query: schema.getQueryType(),
    mutation: schema.getMutationType(),
    subscription: schema.getSubscriptionType(),
  } as const;
  return Object.entries(roots).flatMap(([kind, root]) =>
    Object.values(root?.getFields() ?? {}).flatMap((field) =>
      field.args.flatMap(({ name, type }) =>
        leaves(type, [name]).map((leaf) => ({
          ...leaf,
          kind: kind as InputPosition['kind'],
          field,
        })),
      ),
    ),
  );
}

function leaves(
  type: GraphQLInputType,
  path: readonly string[],
): Pick<InputPosition, 'path' | 'type' | 'isEnum'>[] {
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return [{ path, type: named.name, isEnum: isEnumType(named) }];
  return Object.values(named.getFields()).flatMap((field) =>
    leaves(field.type, [...path, field.name]),
  );
}

/** A valid value of a type, but for the one at the path. */
function write(type: GraphQLInputType, path: readonly string[], leaf: Written | null): Written {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const item = write(nullable.ofType, path, leaf);
    return { json: [item.json], literal: `[${item.literal}]` };
  }
  if (isInputObjectType(nullable)) {
    const fields = Object.values(nullable.getFields())
      .filter((field) => isRequiredInputField(field) || field.name === path[0])
      .map((field) => {
        const isOnPath = field.name === path[0];
        return [field.name, write(field.type, path.slice(1), isOnPath ? leaf : null)] as const;
      });
    return {
      json: Object.fromEntries(fields.map(([name, { json }]) => [name, json])),
      literal: `{${fields.map(([name, { literal }]) => `${name}: ${literal}`).join(', ')}}`,
    };
  }
  if (leaf !== null) return leaf;
  const json = isEnumType(nullable) ? nullable.getValues()[0]?.name : samples[nullable.toString()];
  return { json, literal: isEnumType(nullable) ? String(json) : JSON.stringify(json) };
}

function selectionOf({ field }: InputPosition): string {
  const type = getNamedType(field.type);
  if (!isCompositeType(type)) return '';
  const members = isUnionType(type) ? type.getTypes().map(({ name }) => name) : [];
  const errors = members
    .filter((name) => name.endsWith('Error'))
    .map((name) => {
      const issues = name === 'InvalidInputError' ? ' issues { path message }' : '';
      return ` ... on ${name} { message${issues} }`;
    });
  return ` { __typename${errors.join('')} }`;
}

/** An operation with this value at this place, valid in everything else: as variable, as literal. */
export function operationsWith(
  position: InputPosition,
  leaf: Written,
): { readonly asVariable: RawOperation; readonly asLiteral: RawOperation } {
  const { kind, field, path } = position;
  const args = field.args
    .filter(({ name, type }) => name === path[0] || isNonNullType(type))
    .map(({ name, type }) => {
      const isOnPath = name === path[0];
      return { name, type, ...write(type, path.slice(1), isOnPath ? leaf : null) };
    });
  const declared = args.map(({ name, type }) => `$${name}: ${type.toString()}`).join(', ');
  const passed = args.map(({ name }) => `${name}: $${name}`).join(', ');
  const literal = args.map((argument) => `${argument.name}: ${argument.literal}`).join(', ');
  const selection = selectionOf(position);
  return {
    asVariable: {
      query: `${kind}(${declared}) { ${field.name}(${passed})${selection} }`,
      variables: Object.fromEntries(args.map(({ name, json }) => [name, json])),
    },
    asLiteral: { query: `${kind} { ${field.name}(${literal})${selection} }` },
  };
}
