/** Gives what was made for a key before, or makes it; what throws is not remembered. */
export type Remember<Value> = (key: string, make: () => Value) => Value;

/**
 * A memory of bounded size; the oldest entry makes room for the newest. Operations are few and
 * written beforehand: whoever makes up new ones only pushes others out.
 */
export function createMemory<Value>(most: number): Remember<Value> {
  const remembered = new Map<string, Value>();
  return (key, make) => {
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const made = make();
    const [oldest] = remembered.keys();
    if (remembered.size >= most && oldest !== undefined) remembered.delete(oldest);
    remembered.set(key, made);
    return made;
  };
}
