import type { Alert } from '../domain/alert.ts';
import { answeringAt, everybodyAnswers, type Answering } from '../domain/answering.ts';
import type { Services } from './services.ts';

/** Who can answer an alert now: from memory, by the time of the database's clock. */
export function answeringNow(
  { directory, clock }: Pick<Services, 'directory' | 'clock'>,
  { environment }: Pick<Alert, 'environment'>,
): Answering {
  if (environment === 'TEST') return everybodyAnswers;
  return answeringAt(directory.current(), clock.now());
}
