import { permit } from '@alert-button/platform/policy.ts';
import { policy } from '../policy.ts';
import { advanceMatter } from '../store/matter-store.ts';
import { actOnMatter } from './act-on-matter.ts';
import type { Asking, Services } from './services.ts';
import type { SeenMatter } from './visible-matter.ts';
import { InputCheck } from '../domain/input.ts';
import { classOfFact, type FactKind } from '../domain/matter-facts.ts';
import { saveFact } from '../store/matter-records.ts';

export interface RecordMatterFactInput {
  readonly matterId: string;
  readonly kind: FactKind;
  readonly text: string;
}

/**
 * What is known of one kind, in place of what was known of it before. Kept sealed.
 *
 * @throws NotFoundError, InvalidInputError, ConflictError
 */
export function recordMatterFact(
  services: Services,
  asking: Asking,
  { matterId, ...input }: RecordMatterFactInput,
): Promise<SeenMatter> {
  const viewer = permit(policy, 'recordMatterFact', asking.viewer);
  return actOnMatter(
    services,
    { ...asking, viewer },
    {
      matterId,
      act: 'recordMatterFact',
      does: 'RECORD',
      by: ['DESK'],
      work: async ({ transaction, matter, now }) => {
        const { kind } = input;
        const check = new InputCheck();
        const text = check.text('text', input.text, 2000);
        check.done();
        const fact = { matterId: matter.id, kind, text, now };
        await saveFact(transaction, services.matterKeys, fact);
        return {
          matter: await advanceMatter(transaction, matter, 'MATTER_FACT_RECORDED'),
          facts: { kind, dataClass: classOfFact[kind] },
        };
      },
    },
  );
}
