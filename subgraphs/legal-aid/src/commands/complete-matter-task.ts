import { permit } from '@alert-button/platform/policy.ts';
import { policy } from '../policy.ts';
import { advanceMatter } from '../store/matter-store.ts';
import { actOnMatter } from './act-on-matter.ts';
import type { Asking, Services } from './services.ts';
import type { SeenMatter } from './visible-matter.ts';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import { completeTask } from '../store/matter-records.ts';
import { requireUuid } from './input.ts';

export interface CompleteMatterTaskInput {
  readonly matterId: string;
  readonly taskId: string;
}

/**
 * A task is done, also once the matter is closed. Done again, it changes nothing.
 *
 * @throws NotFoundError, ConflictError
 */
export function completeMatterTask(
  services: Services,
  asking: Asking,
  { matterId, ...input }: CompleteMatterTaskInput,
): Promise<SeenMatter> {
  const viewer = permit(policy, 'completeMatterTask', asking.viewer);
  return actOnMatter(
    services,
    { ...asking, viewer },
    {
      matterId,
      act: 'completeMatterTask',
      does: 'FOLLOW_UP',
      by: ['DESK', 'PROVIDER'],
      work: async ({ transaction, matter, now }) => {
        const taskId = requireUuid('taskId', input.taskId);
        const outcome = await completeTask(transaction, matter.id, taskId, now);
        if (outcome === 'ABSENT') throw new NotFoundError('taskId');
        if (outcome === 'UNCHANGED') return { matter, facts: { outcome } };
        return {
          matter: await advanceMatter(transaction, matter, 'MATTER_TASK_COMPLETED'),
          facts: { taskId },
        };
      },
    },
  );
}
