import type { Log } from '@alert-button/platform/log.ts';
import type { TextsClient } from '@alert-button/sdk/texts';
import type { Gazetteer } from './domain/place.ts';
import type { Office } from './gazetteer.ts';

const refreshEveryMilliseconds = 600_000;
const retryEveryMilliseconds = 10_000;

export interface Offices extends Disposable {
  /** What is known now. Without the directory, counties and ZIP codes are. */
  current(): Gazetteer;
}

/** Keeps a copy of where the offices are, so that no message waits for the directory. */
export function followOffices(
  client: Pick<TextsClient, 'consulates'>,
  gazetteerOf: (offices: readonly Office[]) => Gazetteer,
  log: Log,
): Offices {
  let gazetteer = gazetteerOf([]);
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  const refresh = async (): Promise<void> => {
    let wait = refreshEveryMilliseconds;
    try {
      const offices = await client.consulates({}, { maxAttempts: 1 });
      if (offices) gazetteer = gazetteerOf(offices);
    } catch (error) {
      wait = retryEveryMilliseconds;
      if (!isClosed) log.warn('Cannot read where the offices are; trying again', { error });
    }
    if (!isClosed) timer = setTimeout(() => void refresh(), wait);
  };
  void refresh();
  return {
    current: () => gazetteer,
    [Symbol.dispose]() {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}
