import { permit } from '@alert-button/platform/policy.ts';
import { policy } from '../policy.ts';
import { advanceMatter } from '../store/matter-store.ts';
import { actOnMatter } from './act-on-matter.ts';
import type { Asking, Services } from './services.ts';
import type { SeenMatter } from './visible-matter.ts';
import { ConflictError } from '@alert-button/platform/errors.ts';
import { InputCheck } from '../domain/input.ts';
import type { NoticeKind } from '../domain/matter.ts';
import { countNotices, insertNotice } from '../store/matter-records.ts';

const mostNotices = 100;
/** What lies before the service itself is a mistake. */
const earliest = Date.UTC(2020, 0, 1);

export interface RecordConsularNoticeInput {
  readonly matterId: string;
  readonly kind: NoticeKind;
  readonly happenedAt: Date;
}

/**
 * When notice to the consulate was asked for or given: evidence for a complaint, so it says when it
 * happened and when that was written down.
 *
 * @throws NotFoundError, InvalidInputError, ConflictError
 */
export function recordConsularNotice(
  services: Services,
  asking: Asking,
  { matterId, ...input }: RecordConsularNoticeInput,
): Promise<SeenMatter> {
  const viewer = permit(policy, 'recordConsularNotice', asking.viewer);
  return actOnMatter(
    services,
    { ...asking, viewer },
    {
      matterId,
      act: 'recordConsularNotice',
      does: 'RECORD',
      by: ['DESK'],
      work: async ({ transaction, matter, now }) => {
        const { kind, happenedAt } = input;
        const check = new InputCheck();
        if (happenedAt.getTime() < earliest || happenedAt > now) {
          check.refuse('happenedAt', 'must not lie in the future or long past');
        }
        check.done();
        if ((await countNotices(transaction, matter.id)) >= mostNotices) {
          throw new ConflictError('The matter has as many notices as it may have.');
        }
        await insertNotice(transaction, { matterId: matter.id, kind, happenedAt });
        return {
          matter: await advanceMatter(transaction, matter, 'MATTER_NOTICE_RECORDED'),
          facts: { kind },
        };
      },
    },
  );
}
