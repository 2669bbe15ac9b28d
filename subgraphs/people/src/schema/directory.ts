import { entityStub } from '@alert-button/platform/federation.ts';
import { builder } from './builder.ts';

interface Coded {
  readonly code: string;
}

/** The consulate with this code; everything else about it belongs to consulates. */
export const Consulate = builder.objectRef<Coded>('Consulate').implement({
  description: 'A Mexican consulate in the United States.',
  extensions: entityStub('code'),
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Its short name, for example los-angeles.' }),
  }),
});

/** The desk with this code; everything else about it belongs to consulates. */
export const Desk = builder.objectRef<Coded>('Desk').implement({
  description: 'Where alerts are answered: at a consulate, the call centre, or nationally.',
  extensions: entityStub('code'),
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Its short name, for example call-centre.' }),
  }),
});
