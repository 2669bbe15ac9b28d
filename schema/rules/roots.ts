import {
  Kind,
  print,
  type DocumentNode,
  type GraphQLSchema,
  isInputObjectType,
  getNamedType,
} from 'graphql';
import { emptyVerbs, withoutTarget } from './exceptions.ts';
import { isNullable, nameOf, rootFields, typesOf } from './sdl.ts';

/* Queries, mutations and subscriptions. */

const searchingVerb = /^(get|list|fetch|find|load|read)(?=[A-Z])/;
/** Words that say nothing about what is done. */
const emptyVerb = /^(process|handle|manage|execute|do|update)(?=[A-Z])/;
const upperFirst = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** Nouns that may be null: one sick subgraph blanks its own fields and no more. */
export function oddQueries(document: DocumentNode): string[] {
  return rootFields(document, 'Query')
    .filter(
      ({ name, type }) =>
        !isNullable(type) || searchingVerb.test(name.value) || /^nodes?$/.test(name.value),
    )
    .map(({ name }) => `Query.${name.value}`);
}

/** `act(input: ActInput!): ActResult!`, a union of `ActSuccess` and errors. */
export function oddMutations(document: DocumentNode): string[] {
  const types = new Map(typesOf(document).map((type) => [type.name.value, type]));
  return rootFields(document, 'Mutation').flatMap((field) => {
    const name = field.name.value;
    const path = `Mutation.${name}`;
    const act = upperFirst(name);
    const problems: string[] = [];
    if (searchingVerb.test(name) || (emptyVerb.test(name) && !(path in emptyVerbs))) {
      problems.push('has no verb of its own');
    }
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
    return problems.map((problem) => `${path} ${problem}`);
  });
}

/**
 * Acts whose input does not begin with the id of what they are done to. It takes the schema, whose
 * fields stand as they were written: what is printed is sorted.
 */
export function inputsWithoutTarget(schema: GraphQLSchema): string[] {
  return Object.values(schema.getMutationType()?.getFields() ?? {})
    .filter(({ args }) => {
      const input = args[0] && getNamedType(args[0].type);
      const first = isInputObjectType(input) ? Object.values(input.getFields())[0] : undefined;
      return !(first?.name.endsWith('Id') && String(first.type) === 'ID!');
    })
    .map(({ name }) => `Mutation.${name}`)
    .filter((path) => !(path in withoutTarget));
}

/** What feeds bring: whoever has only a link gets items of their own, with nothing inside. */
const itemsOf = (name: string) => (/^follow[A-Z]/.test(name) ? 'FollowedItem!' : 'FeedItem!');

/** Feeds: they resume behind a cursor and bring the items of a union. */
export function oddSubscriptions(document: DocumentNode): string[] {
  return rootFields(document, 'Subscription')
    .filter(({ name, type, arguments: given }) => {
      const after = given?.find((argument) => argument.name.value === 'after');
      const resumes = after !== undefined && print(after.type) === 'String';
      return (
        !/(Feed$|^follow[A-Z])/.test(name.value) || !resumes || print(type) !== itemsOf(name.value)
      );
    })
    .map(({ name }) => `Subscription.${name.value}`);
}
