/**
 * Answers many askers of one operation by one look: those who ask in the same turn are gathered.
 * The owner is the operation's context, so nothing outlives it.
 *
 * @param look answers all of them, in their order.
 */
export function together<Owner extends object, Key, Value>(
  look: (owner: Owner, keys: readonly Key[]) => Promise<readonly Value[]>,
): (owner: Owner, key: Key) => Promise<Value> {
  const gathering = new WeakMap<Owner, { keys: Key[]; values: Promise<readonly Value[]> }>();
  return async (owner, key) => {
    let current = gathering.get(owner);
    if (current === undefined) {
      const keys: Key[] = [];
      // After the turn in which the fields of a page's alerts are asked, one after the other.
      const values = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
        gathering.delete(owner);
        return look(owner, keys);
      });
      current = { keys, values };
      gathering.set(owner, current);
    }
    const index = current.keys.push(key) - 1;
    return (await current.values)[index] as Value;
  };
}
