/**
 * What is pushed here can be awaited there, in order. `end` lets the reader finish what is already
 * inside; only the first end counts.
 */
export interface Mailbox<Item, End> {
  readonly size: number;
  push(item: Item): void;
  end(end: End): void;
  /** The next item, or the end; one reader at a time. */
  take(): Promise<{ readonly item: Item } | { readonly end: End }>;
}

export function createMailbox<Item, End>(): Mailbox<Item, End> {
  const items: Item[] = [];
  let ended: { readonly end: End } | undefined;
  let wake = () => {};
  return {
    get size() {
      return items.length;
    },
    push: (item) => {
      if (ended !== undefined) return;
      items.push(item);
      wake();
    },
    end: (end) => {
      ended ??= { end };
      wake();
    },
    take: async () => {
      while (items.length === 0 && ended === undefined) {
        await new Promise<void>((resolve) => (wake = resolve));
      }
      const item = items.shift();
      return item !== undefined ? { item } : (ended as { readonly end: End });
    },
  };
}
