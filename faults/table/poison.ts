import { randomUUID } from 'node:crypto';
import { withConnection } from '@alert-button/platform/database/connection.ts';
import { appendEvent } from '@alert-button/platform/event-log/append.ts';
import type { Fault, Scene } from './fault.ts';

/** One after another, each of them as its producer would never write it. */
const poisons = {
  consulates: [
    { kind: 'DESK_PUBLISHED', payload: { id: 'no id', code: 'nowhere', kind: 'CONSULATE' } },
    { kind: 'DUTY_PUBLISHED', payload: { deskId: ['no desk'] } },
  ],
  people: [
    { kind: 'CONSENT_GRANTED', payload: { personId: 'no id', organisationId: 'none' } },
    { kind: 'CONSENT_WITHDRAWN', payload: {} },
  ],
} as const;
/** Who reads events of that kind. */
const consumers = {
  DESK_PUBLISHED: ['consulates-directory', 'consulates-desks'],
  DUTY_PUBLISHED: ['consulates-directory', 'consulates-desks'],
  CONSENT_GRANTED: ['people-consents'],
  CONSENT_WITHDRAWN: ['people-consents'],
} as const;

async function poison({ world, journal }: Scene, log: keyof typeof poisons): Promise<void> {
  await withConnection(world.databases[log].owner, async (owner) => {
    const append = (kind: string, payload: object) => {
      const event = {
        id: randomUUID(),
        kind,
        subjectId: randomUUID(),
        version: 1,
        feeds: [],
        payload,
      };
      return appendEvent((text, values) => owner.query(text, [...values]), event).then(
        () => event.id,
      );
    };
    for (const { kind, payload } of poisons[log]) {
      const eventId = await append(kind, payload);
      journal.poisons.push(...consumers[kind].map((consumer) => ({ eventId, consumer })));
    }
    if (log !== 'people') return;
    const [personId, organisationId] = [randomUUID(), randomUUID()];
    await append('CONSENT_GRANTED', {
      personId,
      organisationId,
      purpose: 'SHARE_WITH_ORGANISATION',
    });
    journal.consents.push(personId);
  });
}

export const poisonFaults: readonly Fault[] = [
  {
    number: 'F12',
    name: 'the logs of consulates and people hold events that nobody can apply',
    seconds: [1, 3],
    isHarmless: true,
    isInShortForm: true,
    async inject(scene) {
      await poison(scene, 'consulates');
      await poison(scene, 'people');
      return () => undefined;
    },
  },
];
