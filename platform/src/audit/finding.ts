/** One way in which a trail is not what it was. Positions are those of the seals, from 1. */
export type Finding =
  /** The entry is not the one that was sealed. */
  | { readonly kind: 'ALTERED_ENTRY'; readonly position: number; readonly entryId: string }
  /** The seal is there, its entry is not. */
  | { readonly kind: 'REMOVED_ENTRY'; readonly position: number; readonly entryId: string }
  /** Seals are missing in the middle, and their entries with them. */
  | { readonly kind: 'REMOVED_PART'; readonly position: number; readonly last: number }
  /** The entry with its seal was put between two that belong together. */
  | { readonly kind: 'INSERTED_ENTRY'; readonly position: number; readonly entryId: string }
  /** The entry has no seal, though it would have been sealed long ago. */
  | { readonly kind: 'UNSEALED_ENTRY'; readonly entryId: string; readonly at: string }
  /** The entry says that it is older than what was sealed before it. */
  | {
      readonly kind: 'BACKDATED_ENTRY';
      readonly position: number;
      readonly entryId: string;
      readonly at: string;
    }
  /** The hash in the seal was changed; the entry is as it was. */
  | { readonly kind: 'BROKEN_SEAL'; readonly position: number; readonly entryId: string }
  /** The seal was removed; the entry is as it was. */
  | { readonly kind: 'REMOVED_SEAL'; readonly position: number; readonly entryId: string }
  /** A seal stands before the first. */
  | { readonly kind: 'IMPOSSIBLE_SEAL'; readonly position: number; readonly entryId: string }
  /** The chain ends before a checkpoint. */
  | {
      readonly kind: 'CUT_TAIL';
      readonly position: number;
      readonly missing: number;
      readonly line: number;
      readonly at: string;
    }
  /** The chain is another one than a checkpoint saw, though it may be whole in itself. */
  | {
      readonly kind: 'REWRITTEN';
      /** The first position that may be another. */
      readonly position: number;
      readonly last: number;
      readonly line: number;
      readonly at: string;
      /** Where the checkpoint's hash stands now, if anywhere. */
      readonly movedTo: number | undefined;
    };

const entries = (count: number) => (count === 1 ? '1 entry' : `${count} entries`);
const places = (first: number, last: number) =>
  first === last ? `position ${first}` : `positions ${first} to ${last}`;

/** The finding as a sentence for whoever has to look into it. */
export function describeFinding(finding: Finding): string {
  switch (finding.kind) {
    case 'ALTERED_ENTRY':
      return `altered entry: position ${finding.position}, ${finding.entryId} does not fit its seal and the seal before it`;
    case 'REMOVED_ENTRY':
      return `removed entry: position ${finding.position}, ${finding.entryId} has a seal and is gone`;
    case 'REMOVED_PART': {
      const count = finding.last - finding.position + 1;
      return `removed entry: ${places(finding.position, finding.last)}, ${entries(count)} with their seals`;
    }
    case 'INSERTED_ENTRY':
      return `inserted entry: position ${finding.position}, ${finding.entryId} stands between two seals that belong together`;
    case 'UNSEALED_ENTRY':
      return `inserted entry: ${finding.entryId}, dated ${finding.at}, has no seal though later ones have`;
    case 'BACKDATED_ENTRY':
      return `inserted entry: position ${finding.position}, ${finding.entryId} is dated ${finding.at}, long before what was sealed ahead of it (unless the server's clock was set back)`;
    case 'BROKEN_SEAL':
      return `broken seal: position ${finding.position}; its entry ${finding.entryId} is as it was`;
    case 'REMOVED_SEAL':
      return `broken seal: position ${finding.position} is gone; its entry ${finding.entryId} is as it was`;
    case 'IMPOSSIBLE_SEAL':
      return `inserted entry: position ${finding.position}, ${finding.entryId} has a seal before the first`;
    case 'CUT_TAIL':
      return `cut tail: ends at position ${finding.position}, at least ${entries(finding.missing)} missing against the checkpoint of ${finding.at} (line ${finding.line})`;
    case 'REWRITTEN': {
      const shift = finding.movedTo === undefined ? 0 : finding.movedTo - finding.last;
      const moved =
        shift === 0 ? '' : `, ${entries(Math.abs(shift))} ${shift < 0 ? 'removed' : 'inserted'}`;
      return `rewritten: ${places(finding.position, finding.last)} differ from the checkpoint of ${finding.at} (line ${finding.line})${moved}`;
    }
    default:
      return finding satisfies never;
  }
}
