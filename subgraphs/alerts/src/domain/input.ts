import { InvalidInputError, type InputIssue } from '@alert-button/platform/errors.ts';
import { isUuid } from '@alert-button/platform/uuid.ts';
import type { Position } from './alert.ts';

/*
 * What an input may hold. A phone's clock may be years off, and is only a note; a time beyond
 * these bounds is no clock but a mistake of the caller.
 */
const earliestOccurredAt = Date.UTC(2020, 0, 1);
const clockMayBeAheadMilliseconds = 6 * 365 * 24 * 3600 * 1000;
const greatestAccuracyMeters = 20_000_000;

export interface PositionInput {
  readonly latitude: number;
  readonly longitude: number;
  readonly accuracyMeters?: number | null | undefined;
}

/** Collects issues, so that a caller hears of all of them at once. */
export class InputCheck {
  readonly #issues: InputIssue[] = [];

  refuse(path: string, message: string): void {
    this.#issues.push({ path, message });
  }

  /** @throws InvalidInputError when anything was refused. */
  done(): void {
    if (this.#issues.length > 0) throw new InvalidInputError(this.#issues);
  }

  #between(path: string, value: number, low: number, high: number): void {
    if (!(value >= low && value <= high)) this.refuse(path, `must be between ${low} and ${high}`);
  }

  position(input: PositionInput, path = 'position'): Position {
    const accuracyMeters = input.accuracyMeters ?? null;
    this.#between(`${path}.latitude`, input.latitude, -90, 90);
    this.#between(`${path}.longitude`, input.longitude, -180, 180);
    if (accuracyMeters !== null) {
      this.#between(`${path}.accuracyMeters`, accuracyMeters, 0, greatestAccuracyMeters);
    }
    return { latitude: input.latitude, longitude: input.longitude, accuracyMeters };
  }

  /** @param now The server's time, only as a yardstick for what no clock would say. */
  occurredAt(value: Date | null | undefined, now: Date): Date | null {
    if (value === null || value === undefined) return null;
    const time = value.getTime();
    const latest = now.getTime() + clockMayBeAheadMilliseconds;
    if (!(time >= earliestOccurredAt && time <= latest)) {
      this.refuse('occurredAt', 'is not a plausible time');
    }
    return value;
  }

  uuid(path: string, value: string): string {
    if (!isUuid(value)) this.refuse(path, 'must be a UUID');
    return value.toLowerCase();
  }

  text(path: string, value: string | null | undefined, maximumLength: number): string | null {
    if (value === null || value === undefined) return null;
    if (value.length > maximumLength)
      this.refuse(path, `is longer than ${maximumLength} characters`);
    return value;
  }
}
