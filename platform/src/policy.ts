import { NotFoundError, UnauthenticatedError } from './errors.ts';
import type { Administrator, Operator, Viewer, ViewerKind } from './viewer.ts';

/** A closed catalogue: what may be asked → which kinds of viewer may ask it. */
export type Policy = Readonly<Record<string, readonly ViewerKind[]>>;

/** For what is public: whoever asks, known or not. */
export const everybody = [
  'ANONYMOUS',
  'PERSON',
  'OFFICER',
  'ORGANISATION',
  'TEXT_SERVICE',
] as const satisfies readonly ViewerKind[];

type Allowed<P extends Policy, Action extends keyof P> = Extract<
  Viewer,
  { kind: P[Action][number] }
>;

/**
 * Asks the catalogue, as the first line of every command. Someone unknown is asked for
 * credentials; someone known who may not gets the same answer as for a thing that is not there.
 */
export function permit<P extends Policy, Action extends keyof P & string>(
  policy: P,
  action: Action,
  viewer: Viewer,
): Allowed<P, Action> {
  const kinds: readonly ViewerKind[] | undefined = policy[action];
  if (kinds?.includes(viewer.kind)) return viewer as Allowed<P, Action>;
  if (viewer.kind === 'ANONYMOUS') throw new UnauthenticatedError();
  throw new NotFoundError('That');
}

/**
 * For the acts of administration, after `permit`: to everybody but an administrator they are not
 * there.
 *
 * @throws NotFoundError
 */
export function requireAdministrator(viewer: Viewer): Administrator {
  if (viewer.kind === 'OFFICER' && viewer.role === 'ADMINISTRATOR') {
    return { ...viewer, role: viewer.role };
  }
  throw new NotFoundError('That');
}

/**
 * For what operators do for a caller, after `permit`: to everybody else it is not there.
 *
 * @throws NotFoundError
 */
export function requireOperator(viewer: Viewer): Operator {
  if (viewer.kind === 'OFFICER' && viewer.role === 'OPERATOR') {
    return { ...viewer, role: viewer.role };
  }
  throw new NotFoundError('That');
}
