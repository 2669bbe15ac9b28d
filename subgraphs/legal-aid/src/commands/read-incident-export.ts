import { permit } from '@alert-button/platform/policy.ts';
import { exported, type ExportedIncident } from '../domain/incident-export.ts';
import { policy } from '../policy.ts';
import { auditRead } from '../store/audit.ts';
import { listPassedOn } from '../store/incident-store.ts';
import { findDeskId } from '../store/known-desks.ts';
import { readPage, type Page, type PageInput } from './input.ts';
import type { Asking, Services } from './services.ts';

/**
 * Reports for human-rights bodies: reviewed, with the person's consent at this moment, and without
 * what says who or when exactly. An officer exports those of their desk, an administrator all of
 * them. Each export is on record with what was in it.
 *
 * @throws InvalidInputError
 */
export async function readIncidentExport(
  { database, matterKeys }: Services,
  { viewer, requestId }: Asking,
  page: PageInput,
): Promise<Page<ExportedIncident>> {
  const officer = permit(policy, 'incidentExport', viewer);
  const isAdministrator = officer.role === 'ADMINISTRATOR';
  const own = isAdministrator ? null : await findDeskId(database, officer.desk);
  if (!isAdministrator && own === null) {
    return { nodes: [], hasNextPage: false, endCursor: null };
  }
  const found = await readPage(page, (wish) =>
    listPassedOn(database, matterKeys, { deskId: own, ...wish }),
  );
  const nodes = found.nodes.flatMap((report) => exported(report) ?? []);
  await auditRead(database, {
    actorKind: 'OFFICER',
    actorId: officer.officerId,
    action: 'exportIncidents',
    subjectId: own ?? 'all',
    requestId,
    facts: { numbers: nodes.map(({ number }) => number).join(' ') },
  });
  return { ...found, nodes };
}
