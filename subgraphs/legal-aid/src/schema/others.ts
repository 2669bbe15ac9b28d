import { entity, entityStub } from '@alert-button/platform/federation.ts';
import { builder } from './builder.ts';

/*
 * Entities of other subgraphs that legal-aid points at. It knows their keys; everything else comes
 * from their owners, who ask once more whether the viewer may.
 */

export const Desk = builder.objectRef<{ id: string }>('Desk').implement({
  description: 'Where alerts are answered.',
  extensions: entityStub('id'),
  fields: (t) => ({ id: t.exposeID('id', { description: 'Opaque and stable.' }) }),
});

/** The alerts' entity, to which legal-aid adds what came of it; see `matter.ts`. */
export const Alert = builder.objectRef<{ id: string }>('Alert');

Alert.implement({
  description: 'One call for help.',
  // Whoever has an id gets it back and nothing with it: the matter is asked for by its viewer.
  extensions: entity(['id'], ({ id }: { id: string }) => ({ id })),
  fields: (t) => ({ id: t.exposeID('id', { description: 'Opaque.' }) }),
});
