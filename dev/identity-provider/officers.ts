import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { subgraphFolders } from '../paths.ts';
import { officerSecret } from '../secrets.ts';

/** For whom the access tokens are meant. */
export const audience = 'alert-button';

/** A confidential client of the identity provider. */
export interface IdentityClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly desk?: string;
  readonly role: string;
}

/** An officer of the development system. */
export interface Officer extends IdentityClient {
  /** Code of the desk they answer at. */
  readonly desk: string;
  readonly role: 'OFFICER' | 'OPERATOR' | 'ADMINISTRATOR';
}

/** Where two officers of one desk are wanted: to hand over, to see the same feed twice. */
const deskWithTwo = 'houston';

/** A desk that is not there until an administrator opens it. */
export const additionalDesk = 'mass-event';

/**
 * One officer for each consulate (`officer-<code>`), for the call centre and for the national
 * desk, a second one for Houston (`officer-houston-2`), one for the additional desk
 * (`officer-mass-event`), and an administrator (`officer-administrator`).
 */
export function developmentOfficers(secret: string): readonly Officer[] {
  const file = join(subgraphFolders.consulates, 'data', 'consulates.json');
  const consulates = JSON.parse(readFileSync(file, 'utf8')) as readonly { code: string }[];
  const officer = (clientId: string, desk: string, role: Officer['role'] = 'OFFICER') => ({
    clientId,
    clientSecret: officerSecret(secret, clientId),
    desk,
    role,
  });
  return [
    ...consulates.map(({ code }) => officer(`officer-${code}`, code)),
    officer(`officer-${deskWithTwo}-2`, deskWithTwo),
    officer('officer-call-centre', 'call-centre', 'OPERATOR'),
    officer('officer-national', 'national'),
    officer(`officer-${additionalDesk}`, additionalDesk),
    officer('officer-administrator', 'national', 'ADMINISTRATOR'),
  ];
}

/** The service that receives text messages. It works at no desk. */
export function developmentTextService(secret: string): IdentityClient {
  const clientId = 'text-service';
  return { clientId, clientSecret: officerSecret(secret, clientId), role: 'TEXTS' };
}
