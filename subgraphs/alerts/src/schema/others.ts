import { entityStub } from '@alert-button/platform/federation.ts';
import { builder } from './builder.ts';

/*
 * Entities of other subgraphs that alerts points at. It knows their keys, the code from its own copy
 * of the directory; everything else comes from their owner. So whoever is content with the keys gets
 * an alert from here alone, whether or not that owner can answer.
 */

export const Consulate = builder.objectRef<{ id: string }>('Consulate').implement({
  description: 'A Mexican consular office in the United States.',
  extensions: entityStub('id', 'code'),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque and stable.' }),
    code: t.string({
      description: 'Its short name, for example los-angeles.',
      resolve: ({ id }, _arguments, { services }) =>
        known(services.directory.current().officeById.get(id)).code,
    }),
  }),
});

export const Desk = builder.objectRef<{ id: string }>('Desk').implement({
  description: 'Where alerts are answered.',
  extensions: entityStub('id', 'code'),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque and stable.' }),
    code: t.string({
      description: 'Its short name, for example call-centre.',
      resolve: ({ id }, _arguments, { services }) =>
        known(services.directory.current().deskById.get(id)).code,
    }),
  }),
});

/** Nothing is ever taken out of the directory, and alerts are routed by it alone. */
function known<Entry>(entry: Entry | undefined): Entry {
  if (entry === undefined) throw new Error('An alert points to what the directory does not know');
  return entry;
}
