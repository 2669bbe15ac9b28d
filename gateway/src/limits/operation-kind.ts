import { getOperationAST, Kind, type DocumentNode, type SelectionSetNode } from 'graphql';

/** What an operation is for whoever counts them. */
export type OperationKind = 'READ' | 'WRITE' | 'RAISE' | 'ENROL';

/** Mutations that are counted otherwise than all others. */
const kinds: Readonly<Record<string, OperationKind>> = {
  raiseAlert: 'RAISE',
  raiseAlertForCaller: 'RAISE',
  // One service hands in the texts of everybody, so a rate of its own would be one for all of them.
  raiseAlertByText: 'RAISE',
  receiveText: 'RAISE',
  answerText: 'RAISE',
  enrolPerson: 'ENROL',
};

/** Names of root fields, through fragments; fragments in a circle end at the second time round. */
function rootNames(
  document: DocumentNode,
  set: SelectionSetNode | undefined,
  seen = new Set<string>(),
): readonly string[] {
  return (set?.selections ?? []).flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.name.value];
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      return rootNames(document, selection.selectionSet, seen);
    }
    const { value } = selection.name;
    if (seen.has(value)) return [];
    seen.add(value);
    const fragment = document.definitions.find(
      (node) => node.kind === Kind.FRAGMENT_DEFINITION && node.name.value === value,
    );
    return fragment?.kind === Kind.FRAGMENT_DEFINITION
      ? rootNames(document, fragment.selectionSet, seen)
      : [];
  });
}

const known = new WeakMap<DocumentNode, Map<string | undefined, OperationKind>>();

/** The kind of the operation that is meant. A mutation has one root field: the limits see to it. */
export function operationKind(
  document: DocumentNode | null,
  operationName: string | undefined,
): OperationKind {
  if (document === null) return 'READ';
  const ofDocument = known.get(document) ?? new Map<string | undefined, OperationKind>();
  known.set(document, ofDocument);
  const remembered = ofDocument.get(operationName);
  if (remembered !== undefined) return remembered;
  const operation = getOperationAST(document, operationName);
  if (operation?.operation !== 'mutation') return 'READ';
  const names = rootNames(document, operation.selectionSet);
  const special = names.map((name) => kinds[name]).find((kind) => kind !== undefined);
  const kind = special ?? 'WRITE';
  ofDocument.set(operationName, kind);
  return kind;
}

/** Names of the root fields of all operations of a document. */
export function allRootNames(document: DocumentNode): readonly string[] {
  return document.definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION ? rootNames(document, node.selectionSet) : [],
  );
}
