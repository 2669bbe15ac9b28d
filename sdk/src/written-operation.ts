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

/** An operation of the generated ones: from its text, and what the text does not say. */
export const operation = <Result, Variables, Kind extends OperationKind>(
  text: string,
  unsaid?: Unsaid,
): Operation<Result, Variables, Kind> => ({
  ...(factsOf(text) as ReturnType<typeof factsOf> & { readonly kind: Kind }),
  text,
  ...unsaid,
});
