/*
 * What somebody learns who has everything that was ever published and can reckon. Each published
 * number is that of a group of alerts; groups are given as they are in truth, which nobody outside
 * knows: the attack is at least as strong as any that knows which groups lie within which.
 */

/** The alerts that one published number counts. */
export type PublishedGroup = ReadonlySet<string>;

/** Reckoning is done modulo this prime, in place of fractions. */
const prime = 1_000_003;
const modulo = (value: number) => ((value % prime) + prime) % prime;

function inverse(value: number): number {
  let result = 1;
  for (let base = value, power = prime - 2; power > 0; power = Math.floor(power / 2)) {
    if (power % 2 === 1) result = (result * base) % prime;
    base = (base * base) % prime;
  }
  return result;
}

/** Rows that span the same, each with a first column of its own. */
class Span {
  readonly #rows = new Map<number, readonly number[]>();

  /** What is left of a row after everything that the span can make of it. */
  #rest(row: readonly number[]): readonly number[] {
    return [...this.#rows].reduce((rest, [column, known]) => {
      const factor = rest[column] ?? 0;
      return factor === 0
        ? rest
        : rest.map((value, index) => modulo(value - factor * (known[index] ?? 0)));
    }, row);
  }

  add(row: readonly number[]): void {
    const rest = this.#rest(row);
    const column = rest.findIndex((value) => value !== 0);
    if (column < 0) return;
    const factor = inverse(rest[column] ?? 1);
    this.#rows.set(
      column,
      rest.map((value) => (value * factor) % prime),
    );
  }

  has(row: readonly number[]): boolean {
    return this.#rest(row).every((value) => value === 0);
  }
}

/** Alerts that no published number tells apart, by which of the groups they are in. */
function atomsOf(published: readonly PublishedGroup[]): ReadonlyMap<string, readonly string[]> {
  const atoms = new Map<string, string[]>();
  for (const id of new Set(published.flatMap((group) => [...group]))) {
    const key = published.map((group) => (group.has(id) ? '1' : '0')).join('');
    const atom = atoms.get(key) ?? [];
    atom.push(id);
    atoms.set(key, atom);
  }
  return atoms;
}

/**
 * Groups of fewer than `smallest` whose number follows from the published ones by adding and taking
 * away, however often: every group in the span of the published, of one, two or three atoms.
 *
 * @param sizeOf how many people some alerts are of.
 */
export function findSmallGroups(
  published: readonly PublishedGroup[],
  sizeOf: (alertIds: readonly string[]) => number,
  smallest: number,
): readonly (readonly string[])[] {
  const atoms = [...atomsOf(published)];
  const span = new Span();
  for (const index of published.keys()) span.add(atoms.map(([key]) => Number(key[index])));
  const isSmall = (chosen: readonly number[]) =>
    sizeOf(chosen.flatMap((index) => atoms[index]?.[1] ?? [])) < smallest;
  const small = [...atoms.keys()].filter((index) => isSmall([index]));
  const unions: (readonly number[])[] = small.flatMap((one, at) => [
    [one],
    ...small
      .slice(at + 1)
      .flatMap((two, next) => [
        [one, two],
        ...small.slice(at + next + 2).map((three) => [one, two, three]),
      ]),
  ]);
  return unions
    .filter(isSmall)
    .filter((chosen) => span.has(atoms.map((_, index) => (chosen.includes(index) ? 1 : 0))))
    .map((chosen) => chosen.flatMap((index) => atoms[index]?.[1] ?? []));
}
