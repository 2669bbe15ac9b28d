import { entity } from '@alert-button/platform/federation.ts';
import type { Person as DomainPerson } from '../domain/person.ts';
import { builder, type PeopleContext } from './builder.ts';
import { Consulate } from './directory.ts';

export const Person = builder.objectRef<DomainPerson>('Person').implement({
  description: 'Somebody who enrolled a device to be able to call for help.',
  extensions: entity(['id'], (reference: { id: string }, context: PeopleContext) =>
    context.commands.readPerson(context, reference.id),
  ),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque; says nothing about the person.' }),
    homeConsulate: t.field({
      type: Consulate,
      nullable: true,
      description: 'The consulate the person calls theirs, if they named one.',
      resolve: ({ homeConsulate }) => (homeConsulate === null ? null : { code: homeConsulate }),
    }),
    languages: t.field({
      type: ['String'],
      description: 'The languages the person wants to be spoken to in (BCP 47), best first.',
      resolve: ({ languages }) => [...languages],
    }),
  }),
});
