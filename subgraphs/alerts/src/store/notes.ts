import type { Sealer } from '@alert-button/platform/keys.ts';
import type { Alert } from '../domain/alert.ts';
import type { Database } from './database.ts';

export interface Note {
  /** Version of the alert whose act it came with. */
  readonly version: number;
  readonly text: string;
}

const placeOf = (alertId: string, version: number) => ({
  table: 'alert_note',
  column: 'sealed_text',
  row: `${alertId}/${version}`,
});

export async function sealNote(
  sealer: Sealer,
  { id, version }: Pick<Alert, 'id' | 'version'>,
  text: string | null,
): Promise<Buffer | null> {
  return text === null ? null : sealer.seal(Buffer.from(text), placeOf(id, version));
}

/** @throws UnreadableError when a note was moved, altered, or its key is gone. */
export async function readNotes(
  { prisma }: Database,
  sealer: Sealer,
  alertId: string,
): Promise<Note[]> {
  const rows = await prisma.alertNote.findMany({ where: { alertId }, orderBy: { version: 'asc' } });
  return Promise.all(
    rows.map(async ({ version, sealedText }) => {
      const text = await sealer.open(Buffer.from(sealedText), placeOf(alertId, version));
      return { version, text: text.toString() };
    }),
  );
}
