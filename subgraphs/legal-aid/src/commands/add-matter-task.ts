import { permit } from '@alert-button/platform/policy.ts';
import { policy } from '../policy.ts';
import { advanceMatter } from '../store/matter-store.ts';
import { actOnMatter } from './act-on-matter.ts';
import type { Asking, Services } from './services.ts';
import type { SeenMatter } from './visible-matter.ts';
import { ConflictError } from '@alert-button/platform/errors.ts';
import { InputCheck } from '../domain/input.ts';
import type { AfterRemoval } from '../domain/matter.ts';
import { countTasks, insertTask } from '../store/matter-records.ts';

const mostTasks = 100;

export interface AddMatterTaskInput {
  readonly matterId: string;
  readonly text: string;
  readonly dueAt?: Date | null | undefined;
  /** Of somebody who was removed; such a task is added to a closed matter too. */
  readonly afterRemoval?: AfterRemoval | null | undefined;
}

/**
 * What is to be done for a matter, and by when, for its desk and its provider alike. Kept sealed.
 *
 * @throws NotFoundError, InvalidInputError, ConflictError
 */
export function addMatterTask(
  services: Services,
  asking: Asking,
  { matterId, ...input }: AddMatterTaskInput,
): Promise<SeenMatter> {
  const viewer = permit(policy, 'addMatterTask', asking.viewer);
  const { afterRemoval = null } = input;
  return actOnMatter(
    services,
    { ...asking, viewer },
    {
      matterId,
      act: 'addMatterTask',
      does: afterRemoval === null ? 'RECORD' : 'FOLLOW_UP',
      by: ['DESK', 'PROVIDER'],
      work: async ({ transaction, matter }) => {
        const check = new InputCheck();
        const text = check.text('text', input.text, 500);
        check.done();
        if ((await countTasks(transaction, matter.id)) >= mostTasks) {
          throw new ConflictError('The matter has as many tasks as it may have.');
        }
        const task = { matterId: matter.id, text, dueAt: input.dueAt ?? null, afterRemoval };
        await insertTask(transaction, services.matterKeys, task);
        return { matter: await advanceMatter(transaction, matter, 'MATTER_TASK_ADDED') };
      },
    },
  );
}
