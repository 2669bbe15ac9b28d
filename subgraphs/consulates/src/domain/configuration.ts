import { phoneFields, type PhoneConfirmation, type PhoneKind } from './confirm-phone.ts';
import { sourceOf, type Consulate, type FieldSource } from './consulate.ts';
import type { Desk } from './desk.ts';
import type { RosterMember } from './roster.ts';

/** A number of a consulate and how far it can be trusted. */
export interface ConfiguredPhone {
  readonly consulate: Consulate;
  readonly phoneKind: PhoneKind;
  readonly number: string;
  readonly trust: FieldSource | null;
  /** Role of who confirmed it by a call; null when nobody did. */
  readonly confirmedBy: string | null;
}

export interface DeskRoster {
  readonly desk: Desk;
  /** Sorted by officer id. */
  readonly members: readonly RosterMember[];
}

/** What this installation is set up as, at one moment. */
export interface Configuration {
  readonly exportedAt: Date;
  readonly offices: readonly Consulate[];
  readonly desks: readonly Desk[];
  readonly phones: readonly ConfiguredPhone[];
  /** Of the desks that have one. */
  readonly rosters: readonly DeskRoster[];
}

const phoneKinds: readonly PhoneKind[] = ['MAIN', 'PROTECTION'];

/** Every number that is known, in the order of the consulates. */
export function configuredPhones(
  consulates: readonly Consulate[],
  confirmations: readonly PhoneConfirmation[],
): ConfiguredPhone[] {
  return consulates.flatMap((consulate) =>
    phoneKinds.flatMap((phoneKind) => {
      const { property, field } = phoneFields[phoneKind];
      const number = consulate[property];
      if (number === null) return [];
      const confirmation = confirmations.find(
        (known) => known.consulateId === consulate.id && known.phoneKind === phoneKind,
      );
      const trust = sourceOf(consulate, field);
      return [
        { consulate, phoneKind, number, trust, confirmedBy: confirmation?.confirmedBy ?? null },
      ];
    }),
  );
}
