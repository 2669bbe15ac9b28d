import type { Consulate } from './consulate.ts';
import type { DirectoryContent } from './directory.ts';
import type { OutOfServiceReason } from './out-of-service.ts';

/** The directory with this office, and with it its own desk, in or out of service. */
export function withOfficeService(
  content: DirectoryContent,
  { id }: Consulate,
  outOfService: OutOfServiceReason | null,
): DirectoryContent {
  return {
    ...content,
    consulates: content.consulates.map((known) =>
      known.id === id ? { ...known, outOfService } : known,
    ),
    desks: content.desks.map((known) =>
      known.kind === 'CONSULATE' && known.consulateId === id ? { ...known, outOfService } : known,
    ),
  };
}
