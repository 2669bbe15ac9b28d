import type { Consulate } from './consulate.ts';
import { ownDesks, type Desk } from './desk.ts';
import { fallbackLineCode, type NationalLine } from './national-line.ts';

/** All of the directory; each list is sorted by code. */
export interface DirectoryContent {
  readonly consulates: readonly Consulate[];
  readonly desks: readonly Desk[];
  readonly nationalLines: readonly NationalLine[];
}

/** Order of the lists. Codes are plain ASCII; the order must not depend on a locale. */
export function byCode(one: { readonly code: string }, other: { readonly code: string }): number {
  return one.code < other.code ? -1 : 1;
}

/** Id or code: both are unique, and an entity may be asked for by either. */
export type DirectoryKey = { readonly id: string } | { readonly code: string };

/** The directory as it is read: never changed, replaced as a whole. */
export interface Directory extends DirectoryContent {
  consulate(key: DirectoryKey): Consulate | null;
  desk(key: DirectoryKey): Desk | null;
  /** The consulate's own. */
  deskOf(consulate: Consulate): Desk;
  /** The number to call where a consulate's own is not known. */
  readonly fallbackPhone: string;
}

/** Builds the look-ups once; null while there is no directory that could be answered from. */
export function buildDirectory(content: DirectoryContent): Directory | null {
  const { consulates, desks, nationalLines } = content;
  const fallback = nationalLines.find((line) => line.code === fallbackLineCode);
  const deskByConsulate = ownDesks(desks);
  const isServed = consulates.every((consulate) => deskByConsulate.has(consulate.id));
  if (fallback === undefined || consulates.length === 0 || !isServed) return null;

  const findConsulate = lookUp(consulates);
  const findDesk = lookUp(desks);
  return {
    ...content,
    consulate: findConsulate,
    desk: findDesk,
    deskOf: (consulate) => deskByConsulate.get(consulate.id) as Desk,
    fallbackPhone: fallback.phone,
  };
}

function lookUp<T extends { readonly id: string; readonly code: string }>(entries: readonly T[]) {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const byCode = new Map(entries.map((entry) => [entry.code, entry]));
  return (key: DirectoryKey): T | null =>
    ('id' in key ? byId.get(key.id) : byCode.get(key.code)) ?? null;
}
