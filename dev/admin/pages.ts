import { StartError } from '../start-error.ts';

interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const pageSize = 100;

/** All nodes of a list that is answered in pages. */
export async function allPages<Node>(
  ask: (page: {
    readonly first: number;
    readonly after: string | null;
  }) => Promise<Page<Node> | null>,
): Promise<Node[]> {
  const nodes: Node[] = [];
  let after: string | null = null;
  do {
    const page: Page<Node> = present(await ask({ first: pageSize, after }));
    nodes.push(...page.nodes);
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
  return nodes;
}

/** An answer that is never null unless a part of the service is away. */
export function present<Value>(value: Value | null): Value {
  if (value === null) throw new StartError('A part of the service does not answer now.');
  return value;
}
