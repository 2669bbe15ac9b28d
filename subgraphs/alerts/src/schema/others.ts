import { entityStub } from '@alert-button/platform/federation.ts';
import { builder } from './builder.ts';

/*
 * Entities of other subgraphs that alerts point at. Only the key is known here; everything else
 * comes from their owner.
 */

export const Consulate = builder.objectRef<{ id: string }>('Consulate').implement({
  description: 'A Mexican consular office in the United States.',
  extensions: entityStub('id'),
  fields: (t) => ({ id: t.exposeID('id', { description: 'Opaque and stable.' }) }),
});

export const Desk = builder.objectRef<{ id: string }>('Desk').implement({
  description: 'Where alerts are answered.',
  extensions: entityStub('id'),
  fields: (t) => ({ id: t.exposeID('id', { description: 'Opaque and stable.' }) }),
});
