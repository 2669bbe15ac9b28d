import type { Caller as FoundCaller } from '../commands/recognise-caller.ts';
import { builder } from './builder.ts';

export const Caller = builder.objectRef<FoundCaller>('Caller').implement({
  description: 'Somebody on the telephone. Nothing of them but what raising for them needs.',
  fields: (t) => ({
    personId: t.exposeID('personId', { description: 'Opaque; for `raiseAlertForCaller`.' }),
  }),
});
