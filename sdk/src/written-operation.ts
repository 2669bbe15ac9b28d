import type { Operation, OperationKind } from './operation.ts';

/** What the text of a document says: `query Name(…){root…`. */
const pattern = /^(\w+) (\w+)[^{]*\{(\w+)/;

/** A document with one named operation of one root field, without whatever may be left out. */
export function factsOf(text: string) {
  const [, kind = '', name = '', root = ''] = pattern.exec(text) ?? [];
  return { name, kind: kind as OperationKind, root, isRepeatable: kind === 'query' };
}

type Unsaid = Pick<Operation<unknown, never>, 'fragments' | 'dates'> & {
  readonly isRepeatable?: boolean;
};

/** The text of an act as the contract shapes all of them: one input; a success, or a user error. */
export const actText = (name: string, success: string): string => {
  const root = `${name[0]?.toLowerCase()}${name.slice(1)}`;
  return `mutation ${name}($input:${name}Input!){${root}(input:$input){__typename ...on ${name}Success${success}...UserErrorSummary}}`;
};

/**
 * Makes acts from their names and what is selected of their success.
 *
 * @param errors the fragment `UserErrorSummary`, which all of them spread.
 */
export const actsWith =
  (errors: string) =>
  <Result, Variables>(
    name: string,
    success: string,
    unsaid: Unsaid = {},
  ): Operation<Result, Variables, 'mutation'> =>
    operation(actText(name, success), {
      ...unsaid,
      fragments: [...(unsaid.fragments ?? []), errors],
    });

/** An operation of the generated ones: from its text, and what the text does not say. */
export const operation = <Result, Variables, Kind extends OperationKind>(
  text: string,
  unsaid?: Unsaid,
): Operation<Result, Variables, Kind> => ({
  ...(factsOf(text) as ReturnType<typeof factsOf> & { readonly kind: Kind }),
  text,
  ...unsaid,
});
