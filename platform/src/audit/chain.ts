import { noHash, sealHash, type StoredEntry } from './canonical.ts';
import type { CheckpointLine } from './checkpoint.ts';
import type { Finding } from './finding.ts';

/** A seal with the entry it was made for; null when that is gone. */
export interface SealedEntry {
  readonly position: number;
  readonly entryId: string;
  readonly hash: Buffer;
  readonly entry: StoredEntry | null;
}

/** An entry without a seal. */
export interface UnsealedEntry {
  readonly entry: StoredEntry;
  /** Whether it is marked as having one. */
  readonly isSealed: boolean;
}

export interface ChainResult {
  readonly findings: readonly Finding[];
  /** Seals that were read. */
  readonly sealed: number;
  /** Entries that will get their seal at the next round. */
  readonly waiting: number;
  readonly head: { readonly position: number; readonly hash: string };
  /** Checkpoints that were compared. */
  readonly checkpoints: number;
}

/**
 * An entry may be sealed after one that was written later, when its transaction took long or its
 * process stood still. More than this is no transaction any more.
 */
const longestTransactionSeconds = 600;

/** How many entries inserted side by side are recognised as such. */
const recentSeals = 100;

interface Gap {
  readonly position: number;
  readonly last: number;
  readonly before: Buffer;
  readonly next: SealedEntry;
}

/**
 * Follows one chain from its first seal to its last and finds what does not fit. Each seal is held
 * against the hash stored before it, not against a recomputed one, so that one change is one
 * finding and not one for every seal after it.
 */
export class ChainCheck {
  readonly #findings: Finding[] = [];
  readonly #checkpoints: readonly CheckpointLine[];
  readonly #gaps: Gap[] = [];
  /** Seals before the present one, the nearest last; the first stands for the chain's beginning. */
  #recent: { position: number; entryId: string; hash: Buffer }[] = [
    { position: 0, entryId: '', hash: noHash },
  ];
  /** A seal that does not fit; whether it or its entry was changed, the next seal tells. */
  #doubt: { position: number; entryId: string; computed: Buffer } | undefined;
  #sealed = 0;
  #waiting = 0;
  /** Latest time of an entry so far, in seconds since 1970. */
  #latest = Number.NEGATIVE_INFINITY;
  readonly #hashes = new Map<number, string>();
  readonly #positions = new Map<string, number>();
  readonly #watchedPositions: ReadonlySet<number>;
  readonly #watchedHashes: ReadonlySet<string>;

  /** @param checkpoints those of this chain, as they were written. */
  constructor(checkpoints: readonly CheckpointLine[]) {
    this.#checkpoints = checkpoints;
    this.#watchedPositions = new Set(checkpoints.map(({ position }) => position));
    this.#watchedHashes = new Set(checkpoints.map(({ hash }) => hash));
  }

  /** Takes the next seal; they must come in the order of their positions. */
  add(seal: SealedEntry): void {
    this.#sealed += 1;
    const { position, entryId, hash, entry } = seal;
    const before = this.#previous;
    if (position <= before.position) {
      this.#findings.push({ kind: 'IMPOSSIBLE_SEAL', position, entryId });
      return;
    }
    this.#remember(seal);
    if (position > before.position + 1) {
      this.#settleDoubt();
      const gap = { position: before.position + 1, last: position - 1 };
      this.#gaps.push({ ...gap, before: before.hash, next: seal });
      // What stood before this seal is unknown, so only those after it can be checked.
      this.#recent = [];
    } else if (entry !== null) {
      this.#follow(before.hash, { ...seal, entry });
    }
    if (entry === null) {
      this.#settleDoubt();
      this.#findings.push({ kind: 'REMOVED_ENTRY', position, entryId });
    }
    this.#recent.push({ position, entryId, hash });
    if (this.#recent.length > recentSeals) this.#recent.shift();
  }

  /** Takes an entry that has no seal; after all seals. */
  addUnsealed({ entry, isSealed }: UnsealedEntry): void {
    if (isSealed && this.#fillsGap(entry)) return;
    const isLate = Number(entry.at) < this.#latest - longestTransactionSeconds;
    if (!isSealed && !isLate) {
      this.#waiting += 1;
      return;
    }
    const entryId = entry.id ?? '';
    this.#findings.push({ kind: 'UNSEALED_ENTRY', entryId, at: timeOf(entry) });
  }

  finish(): ChainResult {
    const { position, hash } = this.#previous;
    this.#settleDoubt();
    for (const { position: first, last } of this.#gaps) {
      this.#findings.push({ kind: 'REMOVED_PART', position: first, last });
    }
    this.#compareCheckpoints(position);
    return {
      findings: this.#findings.toSorted((one, other) => placeOf(one) - placeOf(other)),
      sealed: this.#sealed,
      waiting: this.#waiting,
      head: { position, hash: hash.toString('hex') },
      checkpoints: this.#checkpoints.length,
    };
  }

  get #previous() {
    return this.#recent.at(-1) ?? { position: 0, entryId: '', hash: noHash };
  }

  #remember({ position, hash }: SealedEntry): void {
    if (this.#watchedPositions.size === 0) return;
    const text = hash.toString('hex');
    if (this.#watchedPositions.has(position)) this.#hashes.set(position, text);
    if (this.#watchedHashes.has(text)) this.#positions.set(text, position);
  }

  #follow(before: Buffer, seal: SealedEntry & { readonly entry: StoredEntry }): void {
    const { position, entryId, hash, entry } = seal;
    const computed = sealHash(before, entry);
    if (computed.equals(hash)) {
      this.#settleDoubt();
      this.#checkTime(seal);
    } else if (this.#doubt && sealHash(this.#doubt.computed, entry).equals(hash)) {
      this.#settleDoubt('BROKEN_SEAL');
    } else if (!this.#skipsInserted(seal)) {
      this.#settleDoubt();
      this.#doubt = { position, entryId, computed };
    }
  }

  /** Whether the seal follows an earlier one than that before it: what is between was inserted. */
  #skipsInserted({ entry, hash }: SealedEntry & { readonly entry: StoredEntry }): boolean {
    const index = this.#recent.findLastIndex((earlier) =>
      sealHash(earlier.hash, entry).equals(hash),
    );
    if (index === -1) return false;
    this.#doubt = undefined;
    for (const { position, entryId } of this.#recent.slice(index + 1)) {
      this.#findings.push({ kind: 'INSERTED_ENTRY', position, entryId });
    }
    return true;
  }

  #settleDoubt(kind: 'ALTERED_ENTRY' | 'BROKEN_SEAL' = 'ALTERED_ENTRY'): void {
    if (this.#doubt === undefined) return;
    const { position, entryId, computed } = this.#doubt;
    const isKnown = this.#checkpoints.some(
      (checkpoint) =>
        checkpoint.position === position && checkpoint.hash === computed.toString('hex'),
    );
    this.#findings.push({ kind: isKnown ? 'BROKEN_SEAL' : kind, position, entryId });
    this.#doubt = undefined;
  }

  #checkTime({ position, entryId, entry }: SealedEntry & { readonly entry: StoredEntry }): void {
    const at = Number(entry.at);
    const isBackdated = at < this.#latest - longestTransactionSeconds;
    if (isBackdated) {
      this.#findings.push({ kind: 'BACKDATED_ENTRY', position, entryId, at: timeOf(entry) });
    }
    // Starting again from here, or one wrong date would make all that follow look wrong.
    this.#latest = isBackdated ? at : Math.max(this.#latest, at);
  }

  #fillsGap(entry: StoredEntry): boolean {
    const index = this.#gaps.findIndex(({ position, last, before, next }) => {
      if (position !== last || next.entry === null) return false;
      return sealHash(sealHash(before, entry), next.entry).equals(next.hash);
    });
    const [gap] = index === -1 ? [] : this.#gaps.splice(index, 1);
    if (gap === undefined) return false;
    const { position } = gap;
    this.#findings.push({ kind: 'REMOVED_SEAL', position, entryId: entry.id ?? '' });
    return true;
  }

  #compareCheckpoints(end: number): void {
    const ordered = this.#checkpoints.toSorted((one, other) => one.position - other.position);
    const last = ordered.at(-1);
    if (last !== undefined && last.position > end) {
      const missing = last.position - end;
      const { line, at } = last;
      this.#findings.push({ kind: 'CUT_TAIL', position: end, missing, line, at });
    }
    let same = 0;
    for (const { position, hash, line, at } of ordered) {
      const present = this.#hashes.get(position);
      if (present === undefined) continue;
      if (present === hash) {
        same = position;
      } else if (!this.#isKnownBroken(position)) {
        const movedTo = this.#positions.get(hash);
        const first = same + 1;
        const found = { position: first, last: position, line, at, movedTo };
        this.#findings.push({ kind: 'REWRITTEN', ...found });
        return;
      }
    }
  }

  #isKnownBroken(position: number): boolean {
    return this.#findings.some(
      (finding) => finding.kind === 'BROKEN_SEAL' && finding.position === position,
    );
  }
}

/** Findings without a place in the chain come last. */
const placeOf = (finding: Finding) =>
  'position' in finding ? finding.position : Number.MAX_SAFE_INTEGER;

function timeOf({ at }: StoredEntry): string {
  const time = new Date(Number(at) * 1000);
  return Number.isNaN(time.getTime()) ? String(at) : time.toISOString();
}
