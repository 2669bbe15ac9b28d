import type { TestSystem } from '@alert-button/dev/testing/test-system.ts';
import type { AlertFeedSubscription } from '@alert-button/sdk';
import type { Position } from '@alert-button/sdk/person';
import { collect, type Collected } from './collect.ts';
import { enrolledPerson, type EnrolledPerson } from './person.ts';
import { waitFor } from './wait-for.ts';

export type AlertItem = AlertFeedSubscription['alertFeed'];

/** A person who has pressed and follows their alert. */
export interface PersonWatch extends Disposable {
  readonly person: EnrolledPerson;
  readonly alertId: string;
  /** What happens after RAISED. */
  readonly feed: Collected<AlertItem>;
}

/** A new person presses, and follows what becomes of it. */
export async function pressAndFollow(
  system: TestSystem,
  position: Position | null,
): Promise<PersonWatch> {
  const person = await enrolledPerson(system);
  const { id: alertId } = await person.press({ position });
  const { endCursor } = await waitFor(async () => {
    const page = await person.alertEvents({ alertId });
    return page?.items[0]?.__typename === 'AlertEvent' ? page : null;
  }, 'the press in the log');
  const feed = collect(person.alertFeed({ alertId, after: endCursor }, { heartbeats: true }));
  await feed.reaches(endCursor);
  return {
    person,
    alertId,
    feed,
    [Symbol.dispose]: () => person.close(),
  };
}
