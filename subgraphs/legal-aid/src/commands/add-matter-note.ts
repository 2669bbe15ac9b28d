import { permit } from '@alert-button/platform/policy.ts';
import { policy } from '../policy.ts';
import { advanceMatter } from '../store/matter-store.ts';
import { actOnMatter } from './act-on-matter.ts';
import type { Asking, Services } from './services.ts';
import type { SeenMatter } from './visible-matter.ts';
import { ConflictError } from '@alert-button/platform/errors.ts';
import { InputCheck } from '../domain/input.ts';
import { countNotes, insertNote } from '../store/matter-records.ts';

/** A file that grows further is kept elsewhere. */
const mostNotes = 500;

export interface AddMatterNoteInput {
  readonly matterId: string;
  readonly text: string;
  readonly isShared: boolean;
}

/**
 * Words with a matter, of its desk or its provider: for their own, or for the other too. Kept sealed.
 *
 * @throws NotFoundError, InvalidInputError, ConflictError
 */
export function addMatterNote(
  services: Services,
  asking: Asking,
  { matterId, ...input }: AddMatterNoteInput,
): Promise<SeenMatter> {
  const viewer = permit(policy, 'addMatterNote', asking.viewer);
  return actOnMatter(
    services,
    { ...asking, viewer },
    {
      matterId,
      act: 'addMatterNote',
      does: 'RECORD',
      by: ['DESK', 'PROVIDER'],
      work: async ({ transaction, matter, seenBy }) => {
        const check = new InputCheck();
        const text = check.text('text', input.text, 4000);
        check.done();
        if ((await countNotes(transaction, matter.id)) >= mostNotes) {
          throw new ConflictError('The matter has as many notes as it may have.');
        }
        const author = seenBy === 'DESK' ? 'DESK' : 'PROVIDER';
        const { isShared } = input;
        const note = { matterId: matter.id, author, isShared, text } as const;
        await insertNote(transaction, services.matterKeys, note);
        return {
          matter: await advanceMatter(transaction, matter, 'MATTER_NOTE_ADDED'),
          facts: { isShared },
        };
      },
    },
  );
}
