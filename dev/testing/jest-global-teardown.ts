type Closing = () => Promise<void>;

// Jest loads the two files separately, so they meet in the one object both can see.
const shared = globalThis as { alertButtonTeardown?: Closing[] };

/** Registers what is to be done after the last test: the last registered first. */
export function keepForTeardown(closing: Closing): void {
  (shared.alertButtonTeardown ??= []).unshift(closing);
}

export default async function tearDown(): Promise<void> {
  for (const closing of shared.alertButtonTeardown ?? []) await closing();
}
