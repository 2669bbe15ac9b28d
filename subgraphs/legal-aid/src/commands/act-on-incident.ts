import type { NewAuditEntry } from '@alert-button/platform/audit/append-audit.ts';
import { ConflictError, NotFoundError } from '@alert-button/platform/errors.ts';
import { allowsIncident, type IncidentAct } from '../domain/incident.ts';
import type { MatterEventKind } from '../events.ts';
import { findIncident, type IncidentState } from '../store/incident-store.ts';
import { advanceMatter } from '../store/matter-store.ts';
import { actOnMatter, type ActOnMatter, type MatterContext } from './act-on-matter.ts';
import { requireUuid } from './input.ts';
import type { Asking, Services } from './services.ts';
import { actorOf, type Insider, type SeenMatter } from './visible-matter.ts';

export interface ActOnIncident extends Pick<ActOnMatter, 'matterId' | 'act' | 'by'> {
  readonly incidentId: string;
  readonly does: IncidentAct;
  readonly event: MatterEventKind;
  readonly work: (
    context: MatterContext & { readonly incident: IncidentState },
  ) => Promise<NewAuditEntry['facts'] | void>;
}

/** Whether the report is theirs: of the desk, whichever officer wrote it, or of that provider. */
export const isOwn = (
  { author, authorId }: IncidentState,
  seenBy: MatterContext['seenBy'],
  viewer: Insider,
): boolean => author === seenBy && (seenBy === 'DESK' || authorId === actorOf(viewer).actorId);

/**
 * The common course of every act on a report, within that of acts on its matter.
 *
 * @throws NotFoundError, ConflictError when the report does not allow it, and what the act throws.
 */
export function actOnIncident(
  services: Services,
  asking: Asking & { readonly viewer: Insider },
  { incidentId, does, event, work, ...act }: ActOnIncident,
): Promise<SeenMatter> {
  return actOnMatter(services, asking, {
    ...act,
    does: 'REPORT',
    work: async (context) => {
      const { transaction, matter } = context;
      const id = requireUuid('incidentId', incidentId);
      const incident = await findIncident(transaction, matter.id, id);
      if (incident === null) throw new NotFoundError('incidentId');
      if (!allowsIncident(incident.status, does)) {
        throw new ConflictError(`The report is ${incident.status}, which does not allow this.`);
      }
      const facts = await work({ ...context, incident });
      return {
        matter: await advanceMatter(transaction, matter, event),
        facts: { incidentId: id, ...facts },
      };
    },
  });
}
