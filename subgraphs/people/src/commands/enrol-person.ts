import type { RequestContext } from '@alert-button/platform/builder.ts';
import { appendEvent } from '@alert-button/platform/event-log/append.ts';
import type { BlindIndex } from '@alert-button/platform/keys.ts';
import { permit } from '@alert-button/platform/policy.ts';
import { checkDeviceCount, deviceRevoked, linkCodeRefused } from '../domain/device.ts';
import {
  decideEnrolment,
  parseEnrolment,
  type Enrolment,
  type EnrolmentInput,
  type EnrolmentOutcome,
} from '../domain/enrol-person.ts';
import type { Person } from '../domain/person.ts';
import { personEvent } from '../events.ts';
import { policy } from '../policy.ts';
import { appendAudit } from '@alert-button/platform/audit/append-audit.ts';
import { runSqlIn } from '@alert-button/platform/database/open-database.ts';
import type { Database, Transaction } from '../store/database.ts';
import { findDeviceLink, useDeviceLink, wasDeviceLinkOf } from '../store/device-link-store.ts';
import {
  countDevicesInUse,
  hasDeviceInUse,
  insertDevice,
  lockDevice,
  saveDeviceLabel,
} from '../store/device-store.ts';
import type { PersonKeys } from '../store/person-keys.ts';
import { insertPerson, lockPerson, savePerson, type PersonRecord } from '../store/person-store.ts';
import type { IssueCertificate } from './credentials/device-certificate.ts';
import { thumbprintOf, verifyDeviceProof } from './credentials/device-proof.ts';
import { readStoredPerson } from './read-person.ts';

export interface EnrolPersonNeeds {
  readonly database: Database;
  readonly personKeys: PersonKeys;
  readonly linkCodeIndex: BlindIndex;
  readonly issueCertificate: IssueCertificate;
  /** Called after COMMIT when there is a new event. */
  readonly announce: () => void;
}

export interface EnrolledPerson {
  readonly person: PersonRecord;
  readonly certificate: string;
  readonly certificateExpiresAt: Date;
}

const eventKinds = {
  ENROLLED: 'PERSON_ENROLLED',
  LINKED: 'DEVICE_ADDED',
  UPDATED: 'PERSON_UPDATED',
  UNCHANGED: null,
} as const satisfies Record<EnrolmentOutcome, string | null>;

/** Whom the key belongs to: already, or from now on by a code from another device of theirs. */
interface Owner {
  readonly person: Person | null;
  /** Null: the key is new. */
  readonly deviceId: string | null;
}

/**
 * A device registers its public key and gets a certificate. The same key again is the same
 * person with a fresh certificate, so a device may retry, and renew before it expires. A new key
 * with a code from another device becomes that device's person.
 *
 * @throws InvalidInputError naming the field, also for a key that was revoked; ConflictError when
 *   the person has as many devices as can be. Nothing was stored.
 */
export function createEnrolPerson(needs: EnrolPersonNeeds) {
  const { database, personKeys, linkCodeIndex, issueCertificate, announce } = needs;

  async function findOwner(
    transaction: Transaction,
    thumbprint: string,
    { linkCode }: Enrolment,
  ): Promise<Owner> {
    const device = await lockDevice(transaction, thumbprint);
    const codeIndex = linkCode === null ? null : linkCodeIndex(linkCode);
    if (device !== null) {
      const person = await lockPerson(transaction, device.personId);
      // Only now, since it may have been revoked while this waited for the person.
      if (!(await hasDeviceInUse(transaction, person.id, thumbprint))) throw deviceRevoked();
      const isRepeated =
        codeIndex === null || (await wasDeviceLinkOf(transaction, codeIndex, person.id));
      if (!isRepeated) throw linkCodeRefused();
      return { person, deviceId: device.id };
    }
    if (codeIndex === null) return { person: null, deviceId: null };
    const personId = await findDeviceLink(transaction, codeIndex);
    if (personId === null) throw linkCodeRefused();
    const person = await lockPerson(transaction, personId);
    if (!(await useDeviceLink(transaction, codeIndex))) throw linkCodeRefused();
    checkDeviceCount(await countDevicesInUse(transaction, personId));
    return { person, deviceId: null };
  }

  return async (request: RequestContext, input: EnrolmentInput): Promise<EnrolledPerson> => {
    permit(policy, 'enrolPerson', request.viewer);
    const enrolment = parseEnrolment(input);
    await verifyDeviceProof(enrolment.proof, enrolment.deviceKey);
    const thumbprint = await thumbprintOf(enrolment.deviceKey);

    const { person, outcome } = await database.transaction(async (transaction) => {
      const owner = await findOwner(transaction, thumbprint, enrolment);
      const decision = decideEnrolment(
        owner.person,
        enrolment,
        crypto.randomUUID(),
        owner.deviceId === null,
      );
      const { person, outcome } = decision;
      if (outcome === 'ENROLLED') await insertPerson(transaction, person);
      else if (outcome !== 'UNCHANGED') await savePerson(transaction, person);
      const deviceId =
        owner.deviceId ??
        (await insertDevice(transaction, person.id, thumbprint, enrolment.deviceKey));
      if (enrolment.deviceLabel !== null) {
        const { deviceLabel } = enrolment;
        await saveDeviceLabel(transaction, personKeys, person.id, deviceId, deviceLabel);
      }
      const kind = eventKinds[outcome];
      if (kind !== null) await appendEvent(runSqlIn(transaction), personEvent(kind, person));
      await appendAudit(transaction, {
        actorKind: 'PERSON',
        actorId: person.id,
        action: 'enrolPerson',
        subjectId: person.id,
        requestId: request.requestId,
        facts: { outcome },
      });
      return { outcome, person: await readStoredPerson(transaction, personKeys, person.id) };
    });

    if (eventKinds[outcome] !== null) announce();
    const { certificate, expiresAt } = await issueCertificate(person, enrolment.deviceKey);
    return { person, certificate, certificateExpiresAt: expiresAt };
  };
}
