import { InvalidInputError } from '@alert-button/platform/errors.ts';
import type { Desk, DeskKind } from './desk.ts';
import type { DirectoryContent } from './directory.ts';
import type { OutOfServiceReason } from './out-of-service.ts';

const follows = 'is the desk of a consulate, which follows its office: use setOfficeService';
const isAlways = 'is a desk that is always in service';

/** Why a desk cannot be closed by itself; null for those that can. */
const refusals: Readonly<Record<DeskKind, string | null>> = {
  CONSULATE: follows,
  CALL_CENTRE: isAlways,
  NATIONAL: isAlways,
  ADDITIONAL: null,
};

/**
 * Only an additional desk is closed and reopened by itself.
 *
 * @throws InvalidInputError
 */
export function requireClosable({ kind }: Desk): void {
  const message = refusals[kind];
  if (message !== null) throw new InvalidInputError([{ path: 'deskCode', message }]);
}

/** The directory with this desk in or out of service. */
export function withDeskService(
  content: DirectoryContent,
  { id }: Desk,
  outOfService: OutOfServiceReason | null,
): DirectoryContent {
  const desks = content.desks.map((known) =>
    known.id === id ? { ...known, outOfService } : known,
  );
  return { ...content, desks };
}
