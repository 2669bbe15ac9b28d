import type { RequestContext } from '@alert-button/platform/builder.ts';
import { appendEvent } from '@alert-button/platform/event-log/append.ts';
import { permit } from '@alert-button/platform/policy.ts';
import {
  decideEnrolment,
  parseEnrolment,
  type EnrolmentInput,
  type EnrolmentOutcome,
} from '../domain/enrol-person.ts';
import type { Person } from '../domain/person.ts';
import { personEvent } from '../events.ts';
import { policy } from '../policy.ts';
import { appendAudit } from '../store/audit.ts';
import { runSqlIn, type Database } from '../store/database.ts';
import { findPersonByDevice, insertPerson, updatePerson } from '../store/person-store.ts';
import type { IssueCertificate } from './credentials/device-certificate.ts';
import { thumbprintOf, verifyDeviceProof } from './credentials/device-proof.ts';

export interface EnrolPersonNeeds {
  readonly database: Database;
  readonly issueCertificate: IssueCertificate;
  /** Called after COMMIT when there is a new event. */
  readonly announce: () => void;
}

export interface EnrolledPerson {
  readonly person: Person;
  readonly certificate: string;
  readonly certificateExpiresAt: Date;
}

const eventKinds = {
  ENROLLED: 'PERSON_ENROLLED',
  UPDATED: 'PERSON_UPDATED',
  UNCHANGED: null,
} as const satisfies Record<EnrolmentOutcome, string | null>;

/**
 * A device registers its public key and gets a certificate. The same key again is the same
 * person with a fresh certificate, so a device may retry, and renew before it expires.
 *
 * @throws InvalidInputError naming the field; nothing was stored.
 */
export function createEnrolPerson({ database, issueCertificate, announce }: EnrolPersonNeeds) {
  return async (request: RequestContext, input: EnrolmentInput): Promise<EnrolledPerson> => {
    permit(policy, 'enrolPerson', request.viewer);
    const enrolment = parseEnrolment(input);
    await verifyDeviceProof(enrolment.proof, enrolment.deviceKey);
    const thumbprint = await thumbprintOf(enrolment.deviceKey);

    const { person, outcome } = await database.transaction(async (transaction) => {
      const known = await findPersonByDevice(transaction, thumbprint);
      const decision = decideEnrolment(known, enrolment, crypto.randomUUID());
      const { person, outcome } = decision;
      if (outcome === 'ENROLLED') {
        await insertPerson(transaction, person, thumbprint, enrolment.deviceKey);
      } else if (outcome === 'UPDATED') {
        await updatePerson(transaction, person);
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
      return decision;
    });

    if (eventKinds[outcome] !== null) announce();
    const { certificate, expiresAt } = await issueCertificate(person, enrolment.deviceKey);
    return { person, certificate, certificateExpiresAt: expiresAt };
  };
}
