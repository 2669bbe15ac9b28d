import { setTimeout as delay } from 'node:timers/promises';

/**
 * What a line does to the bytes of one direction. A flow that yields nothing has lost them; one
 * that throws has broken the line.
 */
export type Flow = (chunk: Buffer, healed: Promise<void>) => AsyncIterable<Buffer>;

/** As it came. */
export const clear: Flow = async function* (chunk) {
  yield chunk;
};

/** So much later, each chunk by itself: a long way, not a narrow one. */
export const late = (milliseconds: number): Flow =>
  async function* (chunk) {
    await delay(milliseconds);
    yield chunk;
  };

/** A few bytes at a time. */
export const dripping = (bytes: number, milliseconds: number): Flow =>
  async function* (chunk, healed) {
    let isHealed = false;
    void healed.then(() => (isHealed = true));
    for (let start = 0; start < chunk.length; start += bytes) {
      if (isHealed) return yield chunk.subarray(start);
      yield chunk.subarray(start, start + bytes);
      await delay(milliseconds);
    }
  };

/** Nothing arrives until the line is mended, then everything does: TCP sends it again. */
export const held: Flow = async function* (chunk, healed) {
  await healed;
  yield chunk;
};

/** Nothing arrives, ever, and neither side is told: half-open. */
export const swallowed: Flow = async function* () {};

/** The first half arrives, then the line breaks in the middle of what was said. */
export const torn: Flow = async function* (chunk) {
  yield chunk.subarray(0, Math.ceil(chunk.length / 2));
  throw new Error('The line broke');
};
