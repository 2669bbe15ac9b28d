/** One after the other, since each wants the whole machine. */
export async function oneAfterAnother<Load, Result>(
  loads: readonly Load[],
  measure: (load: Load) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const load of loads) results.push(await measure(load));
  return results;
}
