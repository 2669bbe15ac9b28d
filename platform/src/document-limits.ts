import {
  GraphQLError,
  Kind,
  parse,
  type DocumentNode,
  type FragmentDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** The most a document may hold; all but tokens are counted with every fragment written out. */
export interface DocumentLimits {
  readonly tokens: number;
  /** Fields within fields. What introspection nests does not count: it is refused or wanted. */
  readonly depth: number;
  /** Fields that are selected, the cost of a document. */
  readonly selections: number;
  readonly aliases: number;
  /** Fields of one selection that answer under the same key: validation compares them in pairs. */
  readonly repeats: number;
  readonly directives: number;
  /** Root fields of one mutation: what is counted by requests must not be had many times in one. */
  readonly mutations: number;
}

/**
 * For clients. The largest operation of the SDK has 143 tokens, depth 5 and 52 selections; GraphQL's
 * own introspection query 184 tokens and 230 selections.
 */
export const clientLimits: DocumentLimits = {
  tokens: 1_000,
  depth: 10,
  selections: 1_000,
  aliases: 20,
  repeats: 100,
  directives: 30,
  mutations: 1,
};

/**
 * For the gateway, which asks a subgraph with what it adds itself: the page around a feed's items,
 * keys of entities, fragments written out for each type. A bomb is far beyond these too.
 */
export const gatewayLimits: DocumentLimits = {
  tokens: 20_000,
  depth: 16,
  selections: 5_000,
  aliases: 500,
  repeats: 500,
  directives: 500,
  mutations: 1,
};

type Size = Readonly<Record<Exclude<keyof DocumentLimits, 'tokens' | 'mutations'>, number>>;

/** In the order in which they are told. */
const refusals: Readonly<Record<keyof Size, { readonly code: string; readonly what: string }>> = {
  depth: { code: 'DEPTH_LIMIT', what: 'levels of fields' },
  selections: { code: 'COST_LIMIT', what: 'fields, fragments written out' },
  aliases: { code: 'ALIAS_LIMIT', what: 'aliases' },
  repeats: { code: 'ALIAS_LIMIT', what: 'fields that repeat a key' },
  directives: { code: 'DIRECTIVE_LIMIT', what: 'directives' },
};

/** Codes of documents that are beyond a limit. */
export const limitCodes: readonly string[] = [
  ...new Set(Object.values(refusals).map(({ code }) => code)),
  'MUTATION_LIMIT',
  'TOKEN_LIMIT',
];

const beyond = (code: string, most: number, what: string) =>
  new GraphQLError(`A document has at most ${most} ${what}.`, { extensions: { code } });

const nothing: Size = { depth: 0, selections: 0, aliases: 0, repeats: 0, directives: 0 };

/** Sizes of selections. Each fragment is measured once, so a document costs what it is long. */
class Measure {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #sizes = new Map<string, Size>();
  readonly #roots = new Map<string, number>();

  constructor(fragments: readonly FragmentDefinitionNode[]) {
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  sizeOf(set: SelectionSetNode | undefined, keys = new Set<string>()): Size {
    const sizes = (set?.selections ?? []).map((selection) => this.#sizeOfOne(selection, keys));
    return {
      depth: Math.max(0, ...sizes.map(({ depth }) => depth)),
      selections: sum(sizes, 'selections'),
      aliases: sum(sizes, 'aliases'),
      repeats: sum(sizes, 'repeats'),
      directives: sum(sizes, 'directives'),
    };
  }

  /** How many fields the root of an operation has. */
  rootsOf(set: SelectionSetNode | undefined): number {
    return (set?.selections ?? [])
      .map((selection) => {
        if (selection.kind === Kind.FIELD) return selection.name.value.startsWith('__') ? 0 : 1;
        return selection.kind === Kind.INLINE_FRAGMENT
          ? this.rootsOf(selection.selectionSet)
          : this.#once(this.#roots, selection.name.value, 0, (inner) => this.rootsOf(inner));
      })
      .reduce((total, count) => total + count, 0);
  }

  #sizeOfOne(selection: SelectionNode, keys: Set<string>): Size {
    const directives = selection.directives?.length ?? 0;
    if (selection.kind !== Kind.FIELD) {
      const inner =
        selection.kind === Kind.INLINE_FRAGMENT
          ? this.sizeOf(selection.selectionSet, keys)
          : this.#once(this.#sizes, selection.name.value, nothing, (set) => this.sizeOf(set));
      return { ...inner, directives: inner.directives + directives };
    }
    const inner = this.sizeOf(selection.selectionSet);
    const key = (selection.alias ?? selection.name).value;
    const isRepeat = keys.has(key);
    keys.add(key);
    return {
      depth: 1 + (selection.name.value.startsWith('__') ? 0 : inner.depth),
      selections: 1 + inner.selections,
      aliases: (selection.alias === undefined ? 0 : 1) + inner.aliases,
      repeats: (isRepeat ? 1 : 0) + inner.repeats,
      directives: directives + inner.directives,
    };
  }

  #once<Value>(
    known: Map<string, Value>,
    name: string,
    none: Value,
    make: (set: SelectionSetNode | undefined) => Value,
  ): Value {
    const value = known.get(name);
    if (value !== undefined) return value;
    // Fragments in a circle end here; validation refuses them.
    known.set(name, none);
    const made = make(this.#fragments.get(name)?.selectionSet);
    known.set(name, made);
    return made;
  }
}

function sum(sizes: readonly Size[], name: keyof Size): number {
  return sizes.reduce((total, size) => total + size[name], 0);
}

function parseTokens(text: string, most: number): DocumentNode {
  try {
    return parse(text, { maxTokens: most });
  } catch (error) {
    const isLong = error instanceof GraphQLError && / more tha[nt] \d+ tokens/.test(error.message);
    throw isLong ? beyond('TOKEN_LIMIT', most, 'tokens') : error;
  }
}

/**
 * Parses a document that nobody needs to be afraid of. Everything after it, validation included,
 * may cost more than the text is long: a kilobyte of fragments that spread one another twice is
 * half a million selections, and no rule of GraphQL's forbids it.
 *
 * @throws GraphQLError: one of `limitCodes`, or without a code for broken syntax.
 */
export function parseWithin(text: string, limits: DocumentLimits): DocumentNode {
  const document = parseTokens(text, limits.tokens);
  const measure = new Measure(
    document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION),
  );
  for (const operation of document.definitions) {
    if (operation.kind !== Kind.OPERATION_DEFINITION) continue;
    const size = measure.sizeOf(operation.selectionSet);
    const all = { ...size, directives: size.directives + (operation.directives?.length ?? 0) };
    for (const [name, { code, what }] of Object.entries(refusals)) {
      const most = limits[name as keyof Size];
      if (all[name as keyof Size] > most) throw beyond(code, most, what);
    }
    const isMutation = operation.operation === 'mutation';
    if (isMutation && measure.rootsOf(operation.selectionSet) > limits.mutations) {
      throw beyond('MUTATION_LIMIT', limits.mutations, 'root field in a mutation');
    }
  }
  return document;
}
