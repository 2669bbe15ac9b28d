import type { Journal } from '../load/journal.ts';

/** Whether a press that was sent after that moment was acknowledged and stands on a screen. */
export function gotThrough(journal: Journal, since: number): boolean {
  const answered = new Set(
    [...journal.presses.values()]
      .filter(({ sentAt }) => sentAt > since)
      .flatMap(({ answers }) => answers.map(({ alertId }) => alertId)),
  );
  return journal.screens.some(({ events }) =>
    events.slice(-500).some(({ alertId, kind }) => kind === 'RAISED' && answered.has(alertId)),
  );
}
