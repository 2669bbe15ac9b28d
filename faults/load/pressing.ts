import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { World } from '../world/world.ts';
import type { Clients } from './clients.ts';
import type { Journal, PressEntry } from './journal.ts';
import { createPopulation } from './persons.ts';
import { places } from './places.ts';

/** How many persons are in need at any moment, and how long until the next one takes their place. */
const atOnce = 16;
const longestPauseMilliseconds = 1_000;

export interface Pressing {
  /** How often each press is sent at the same time, from now on. */
  copies: number;
  /** No more new presses; resolves when every one that was sent has been answered. */
  end(): Promise<void>;
  /** Gives those up that have no answer yet. */
  giveUp(): void;
}

/** Different persons press all the time, through the SDK, each until they are told "received". */
export async function startPressing(
  world: World,
  clients: Clients,
  journal: Journal,
  random: () => number,
): Promise<Pressing> {
  const personOf = await createPopulation(world, clients);
  const givenUp = new AbortController();
  let isEnding = false;

  async function send(key: string, entry: PressEntry, position: (typeof places)[number]) {
    const person = await personOf(entry.personId);
    try {
      const alert = await person.press({
        idempotencyKey: key,
        position,
        signal: givenUp.signal,
        onRetry: () => (entry.retries += 1),
      });
      entry.answers.push({ alertId: alert.id, at: performance.now() });
    } catch (error) {
      entry.refusals.push(String(error));
    } finally {
      person.close();
    }
  }

  async function pressOnce(): Promise<void> {
    const key = randomUUID();
    const entry: PressEntry = {
      personId: randomUUID(),
      sentAt: performance.now(),
      answers: [],
      retries: 0,
      refusals: [],
    };
    const position = places[Math.floor(random() * places.length)] ?? null;
    journal.presses.set(key, entry);
    const copies = Array.from({ length: pressing.copies }, () => send(key, entry, position));
    await Promise.all(copies);
  }

  async function pressOn(): Promise<void> {
    while (!isEnding) {
      await pressOnce();
      await delay(random() * longestPauseMilliseconds);
    }
  }

  const pressing: Pressing = {
    copies: 1,
    async end() {
      isEnding = true;
      await working;
    },
    giveUp: () => givenUp.abort(new Error('No answer until the end')),
  };
  const working = Promise.all(Array.from({ length: atOnce }, pressOn));
  return pressing;
}
