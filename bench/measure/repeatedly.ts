/** Does something again and again until disposed, the first time at once. */
export function repeatedly(milliseconds: number, work: () => unknown): Disposable {
  void work();
  const timer = setInterval(() => void work(), milliseconds);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
