import type { IssuedApiKey } from '../../commands/create-api-key.ts';
import { builder } from '../builder.ts';
import { ApiKey } from '../organisation-account.ts';

/** The success of an act that makes a key: it holds two things, so it is a type of its own. */
export function issuedApiKey(name: string, act: string) {
  return builder.objectRef<IssuedApiKey>(name).implement({
    description: `\`${act}\` was done.`,
    fields: (t) => ({
      apiKey: t.expose('apiKey', { type: ApiKey, description: 'The new key.' }),
      token: t.exposeString('token', {
        description:
          'The whole new key, to be sent as `Authorization: Bearer …`. It is shown this once and ' +
          'kept nowhere: hand it over safely.',
      }),
    }),
  });
}
