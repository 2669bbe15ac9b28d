import {
  getNamedType,
  isCompositeType,
  isUnionType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';
import type { Credential } from '@alert-button/sdk';
import { principals, type Outcome, type Principal, type Root } from '../matrix-table.ts';
import { argumentsOf } from './matrix-arguments.ts';
import { prepare, type Target } from './matrix-targets.ts';
import type { World } from './matrix-world.ts';
import { parseAnswer, type RawAnswer } from './raw-answer.ts';
import { authorizationOf, type RawDoor, type RawOperation } from './raw-doors.ts';
import { openRawSocket } from './raw-socket.ts';

export type DoorName = 'HTTP' | 'WebSocket';
export type Doors = Readonly<Record<DoorName, RawDoor>>;
type AnyField = GraphQLField<unknown, unknown>;

/** By root, everything that can be asked. */
export function rootFieldsOf(schema: GraphQLSchema): Readonly<Record<Root, readonly AnyField[]>> {
  return {
    Query: Object.values(schema.getQueryType()?.getFields() ?? {}),
    Mutation: Object.values(schema.getMutationType()?.getFields() ?? {}),
    Subscription: Object.values(schema.getSubscriptionType()?.getFields() ?? {}),
  };
}

export function operationOf(
  root: Root,
  field: AnyField,
  variables: Readonly<Record<string, unknown>>,
): RawOperation {
  const args = field.args.filter(({ name }) => name in variables);
  const declared = args.map(({ name, type }) => `$${name}: ${type.toString()}`).join(', ');
  const passed = args.map(({ name }) => `${name}: $${name}`).join(', ');
  const named = getNamedType(field.type);
  const issues =
    isUnionType(named) && named.getTypes().some(({ name }) => name === 'InvalidInputError')
      ? ' ... on InvalidInputError { issues { path message } }'
      : '';
  const selection = isCompositeType(named) ? ` { __typename${issues} }` : '';
  const list = (text: string) => (text === '' ? '' : `(${text})`);
  return {
    query: `${root.toLowerCase()}${list(declared)} { ${field.name}${list(passed)}${selection} }`,
    variables,
  };
}

/** What came of it; whatever is none of the four outcomes is given as it came. */
export function outcomeOf(field: string, { data, errors, text }: RawAnswer): Outcome | string {
  const value = data?.[field] as { readonly __typename?: string } | null | undefined;
  const codes = errors.map(({ extensions }) => String(extensions?.['code']));
  if (codes.length > 0) {
    if (value !== null && value !== undefined) return text;
    if (codes.every((code) => code === 'UNAUTHENTICATED')) return 'UNAUTHENTICATED';
    return codes.every((code) => code === 'NOT_FOUND') ? 'ABSENT' : text;
  }
  if (value === null || value === undefined) return 'ABSENT';
  const type = value.__typename ?? '';
  if (type === 'NotFoundError') return 'ABSENT';
  if (type === 'InvalidInputError') return 'REFUSED';
  return type.endsWith('Error') ? text : 'ALLOWED';
}

/** On a socket of its own, for who is shut out by what they ask for. */
async function askOnce(
  { system }: World,
  operation: RawOperation,
  credential: Credential,
): Promise<RawAnswer> {
  const socket = await openRawSocket(system.websocketUrl);
  const authorization = await authorizationOf(credential);
  socket.send({ type: 'connection_init', payload: { authorization } });
  await socket.message(({ type }) => type === 'connection_ack');
  socket.send({ id: 'once', type: 'subscribe', payload: operation });
  const { payload } = await socket.message(({ id }) => id === 'once');
  socket.close();
  return parseAnswer(JSON.stringify(payload));
}

export interface Trial {
  readonly world: World;
  readonly doors: Doors;
  readonly root: Root;
  readonly field: AnyField;
}

/** Asks once, as one principal, on one door. */
export async function askAs(
  { world, doors, root, field }: Trial,
  who: Principal,
  door: DoorName,
  target: Target,
): Promise<RawAnswer> {
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ]);
  const cell = { world, field: field.name, who, target, keys };
  const operation = operationOf(root, field, await argumentsOf(field, cell));
  const credential = target.credential ?? world.askers[who].credential;
  if (door === 'WebSocket' && target.credential) {
    return askOnce(world, operation, target.credential);
  }
  return doors[door].ask(operation, credential);
}

/** What each principal gets on each door; `during` may look around those who are to get nothing. */
export async function outcomes(
  trial: Trial,
  expected: Readonly<Record<Principal, Outcome>>,
  reading: Target,
  during: (refusals: () => Promise<void>) => Promise<void>,
): Promise<Readonly<Record<string, string>>> {
  const { world, root, field } = trial;
  const found: Record<string, string> = {};
  const ask = async (who: Principal, door: DoorName, target: Target) => {
    const answer = await askAs(trial, who, door, target);
    const outcome = outcomeOf(field.name, answer);
    found[`${door} ${who}`] = outcome === expected[who] ? outcome : `${outcome}: ${answer.text}`;
  };
  const target = async (who: Principal) =>
    root === 'Mutation' ? await prepare(field.name, world, who) : reading;
  const doorNames = ['HTTP', 'WebSocket'] as const;
  const shared = { ...(await target('anonymous')) };
  await during(async () => {
    for (const who of principals.filter((principal) => expected[principal] !== 'ALLOWED')) {
      for (const door of doorNames) await ask(who, door, shared);
    }
  });
  for (const who of principals.filter((principal) => expected[principal] === 'ALLOWED')) {
    for (const door of doorNames) await ask(who, door, await target(who));
  }
  return found;
}
