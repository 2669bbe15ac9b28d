import { InvalidInputError } from '@alert-button/platform/errors.ts';

/**
 * An order of all of an officer's channels, as ids that are known.
 *
 * @throws InvalidInputError unless each is named once and nothing else is.
 */
export function parseOrder(
  channelIds: readonly string[],
  known: readonly { readonly id: string }[],
): readonly string[] {
  const ids = channelIds.map((id) => id.toLowerCase());
  const own = new Set(known.map(({ id }) => id));
  const isWhole = ids.length === own.size && new Set(ids).size === own.size;
  if (!isWhole || !ids.every((id) => own.has(id))) {
    const message = 'must name each of your channels once';
    throw new InvalidInputError([{ path: 'channelIds', message }]);
  }
  return ids;
}

/**
 * Some of an officer's channels, in an order of their own; none for the general order.
 *
 * @throws InvalidInputError when one is named twice or is not theirs.
 */
export function parseChoice(
  channelIds: readonly string[],
  known: readonly { readonly id: string }[],
): readonly string[] {
  const ids = channelIds.map((id) => id.toLowerCase());
  const own = new Set(known.map(({ id }) => id));
  if (new Set(ids).size !== ids.length || !ids.every((id) => own.has(id))) {
    const message = 'must name some of your channels, each once';
    throw new InvalidInputError([{ path: 'channelIds', message }]);
  }
  return ids;
}
