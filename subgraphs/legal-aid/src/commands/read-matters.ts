import { isUuid } from '@alert-button/platform/uuid.ts';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import { permit } from '@alert-button/platform/policy.ts';
import type { Candidate } from '../domain/match.ts';
import type { MatterStatus } from '../domain/matter.ts';
import { sees, type MatterPart } from '../domain/matter-view.ts';
import type { Provider } from '../domain/provider.ts';
import { policy } from '../policy.ts';
import { auditRead } from '../store/audit.ts';
import {
  readVisits,
  readWhereabouts,
  type ConsularVisit,
  type Whereabouts,
} from '../store/detention-store.ts';
import { readIncidents, type IncidentReport } from '../store/incident-store.ts';
import { readHearings, type Hearing } from '../store/hearing-store.ts';
import { findDeskCode, findDeskId } from '../store/known-desks.ts';
import {
  readFacts,
  readNotes,
  readNotices,
  readTasks,
  type ConsularNotice,
  type MatterFact,
  type MatterNote,
  type MatterTask,
} from '../store/matter-records.ts';
import {
  findMatter,
  findMatterOfAlert,
  listMattersOfDesk,
  listMattersOfProvider,
  readHistory,
  type MatterEventRecord,
} from '../store/matter-store.ts';
import { findStandingOffer, listOffers, type Offer } from '../store/offer-store.ts';
import { findProvider } from '../store/provider-store.ts';
import { readPage, type Page, type PageInput } from './input.ts';
import { findCandidates } from './offer-next.ts';
import type { Asking, Services } from './services.ts';
import { actorOf, providerOf, seenByOf, type SeenMatter } from './visible-matter.ts';

export type {
  Candidate,
  ConsularNotice,
  ConsularVisit,
  IncidentReport,
  Hearing,
  Whereabouts,
  MatterEventRecord,
  MatterFact,
  MatterNote,
  MatterTask,
  Offer,
};

/** One matter, or null when it is not there or not theirs. */
export async function readMatter(
  { database }: Services,
  asking: Asking,
  id: string,
): Promise<SeenMatter | null> {
  const viewer = permit(policy, 'matter', asking.viewer);
  const matter = isUuid(id) ? await findMatter(database, id.toLowerCase()) : null;
  const seenBy = matter && (await seenByOf(database, viewer, matter));
  return matter === null || seenBy === null ? null : { matter, seenBy };
}

/** The matter that came of an alert; null for whoever may not see it, whoever they are. */
export async function readMatterOfAlert(
  { database }: Services,
  { viewer }: Asking,
  alertId: string,
): Promise<SeenMatter | null> {
  if (viewer.kind === 'ANONYMOUS' || viewer.kind === 'TEXT_SERVICE') return null;
  if (!isUuid(alertId)) return null;
  const matter = await findMatterOfAlert(database, alertId.toLowerCase());
  const seenBy = matter && (await seenByOf(database, viewer, matter));
  return matter === null || seenBy === null ? null : { matter, seenBy };
}

interface MattersInput extends PageInput {
  /** Only those that stand so. */
  readonly status?: MatterStatus | null | undefined;
}

/**
 * The matters of an officer's own desk, and those it was asked to take over, newest first; null for
 * another desk.
 *
 * @throws InvalidInputError
 */
export async function readDeskMatters(
  { database }: Services,
  asking: Asking,
  { deskId, status = null, ...page }: MattersInput & { readonly deskId: string },
): Promise<Page<SeenMatter> | null> {
  const officer = permit(policy, 'deskMatters', asking.viewer);
  const own = await findDeskId(database, officer.desk);
  if (own === null || own !== deskId.toLowerCase()) return null;
  return readPage(page, async (wish) =>
    (await listMattersOfDesk(database, own, { ...wish, status })).map((matter) => ({
      matter,
      seenBy: matter.deskId === own ? 'DESK' : 'ASKED_DESK',
    })),
  );
}

/**
 * What is offered to the provider whose key asks, and what is theirs; newest first.
 *
 * @throws NotFoundError for a key that is no provider's, InvalidInputError
 */
export async function readProviderMatters(
  { database }: Services,
  asking: Asking,
  { status = null, ...page }: MattersInput,
): Promise<Page<SeenMatter>> {
  const viewer = permit(policy, 'providerMatters', asking.viewer);
  const provider = await providerOf(database, viewer);
  if (provider === null) throw new NotFoundError('That');
  return readPage(page, async (wish) => {
    const matters = await listMattersOfProvider(database, provider.id, { ...wish, status });
    return matters.map(({ matter, isAccepted }) => ({
      matter,
      seenBy: isAccepted ? 'PROVIDER' : 'OFFERED',
    }));
  });
}

/** Reads a part for whoever sees it; an empty hand for the others. */
const partOf =
  <Value>(
    part: MatterPart,
    read: (services: Services, asking: Asking, seen: SeenMatter) => Promise<Value>,
  ) =>
  async (services: Services, asking: Asking, seen: SeenMatter): Promise<Value | null> =>
    sees(seen.seenBy, part) ? read(services, asking, seen) : null;

/** Words somebody wrote, or what is known of somebody: whoever reads it is on record first. */
async function recordReading(
  { database }: Services,
  { viewer, requestId }: Asking,
  action: string,
  { matter }: SeenMatter,
): Promise<void> {
  const actor = actorOf(permit(policy, 'matter', viewer));
  await auditRead(database, { ...actor, action, subjectId: matter.id, requestId });
}

export const readMatterFacts = partOf<MatterFact[]>('FACTS', async (services, asking, seen) => {
  await recordReading(services, asking, 'readMatterFacts', seen);
  return readFacts(services.database, services.matterKeys, seen.matter.id);
});

export const readMatterNotes = partOf<MatterNote[]>('NOTES', async (services, asking, seen) => {
  await recordReading(services, asking, 'readMatterNotes', seen);
  const by = seen.seenBy === 'DESK' ? 'DESK' : 'PROVIDER';
  return readNotes(services.database, services.matterKeys, seen.matter.id, by);
});

export const readMatterTasks = partOf<MatterTask[]>('TASKS', async (services, asking, seen) => {
  await recordReading(services, asking, 'readMatterTasks', seen);
  return readTasks(services.database, services.matterKeys, seen.matter.id);
});

export const readMatterNotices = partOf<ConsularNotice[]>(
  'NOTICES',
  ({ database }, _asking, { matter }) => readNotices(database, matter.id),
);

export const readMatterWhereabouts = partOf<Whereabouts[]>(
  'WHEREABOUTS',
  async (services, asking, seen) => {
    await recordReading(services, asking, 'readMatterWhereabouts', seen);
    return readWhereabouts(services.database, services.matterKeys, seen.matter.id);
  },
);

export const readMatterVisits = partOf<ConsularVisit[]>(
  'VISITS',
  async (services, asking, seen) => {
    await recordReading(services, asking, 'readMatterVisits', seen);
    const visits = await readVisits(services.database, services.matterKeys, seen.matter.id);
    // Which officer it is, the desk alone knows.
    return seen.seenBy === 'DESK' ? visits : visits.map((visit) => ({ ...visit, officerId: null }));
  },
);

export const readMatterIncidents = partOf<IncidentReport[]>(
  'INCIDENTS',
  async (services, asking, seen) => {
    await recordReading(services, asking, 'readMatterIncidents', seen);
    return readIncidents(services.database, services.matterKeys, seen.matter.id);
  },
);

export const readMatterHearings = partOf<Hearing[]>('HEARINGS', async (services, asking, seen) => {
  await recordReading(services, asking, 'readMatterHearings', seen);
  return readHearings(services.database, services.matterKeys, seen.matter.id);
});

export const readMatterHistory = partOf<MatterEventRecord[]>(
  'HISTORY',
  ({ database }, _asking, { matter }) => readHistory(database, matter.id),
);

export const readMatterOffers = partOf<Offer[]>('OFFERS', ({ database }, _asking, { matter }) =>
  listOffers(database, matter.id),
);

/** Who could be asked now, the best first; for the desk, so that it can choose otherwise. */
export const readMatterCandidates = partOf<readonly Candidate[]>(
  'CANDIDATES',
  ({ database }, _asking, { matter }) =>
    database.transaction((transaction) => findCandidates(transaction, matter)),
);

/** Who has accepted the matter; null while nobody has. */
export const readMatterProvider = partOf<Provider | null>(
  'PROVIDER_NAME',
  async ({ database }, _asking, { matter }) => {
    const offer = await findStandingOffer(database, matter.id);
    return offer?.status === 'ACCEPTED' ? findProvider(database, offer.providerId) : null;
  },
);

/** Until when the provider who asks has to answer; null for everybody else. */
export async function readAnswerDue(
  { database }: Services,
  { matter, seenBy }: SeenMatter,
): Promise<Date | null> {
  if (seenBy !== 'OFFERED' && seenBy !== 'DESK') return null;
  const offer = await findStandingOffer(database, matter.id);
  return offer?.status === 'OFFERED' ? offer.dueAt : null;
}

/** A provider that an offer names; the desk may know them. */
export const readOfferProvider = (
  { database }: Services,
  { providerId }: Pick<Offer, 'providerId'>,
) => findProvider(database, providerId);

/** The code of a desk, by which tokens and pages name it. */
export const readDeskCode = ({ database }: Services, deskId: string) =>
  findDeskCode(database, deskId);
