import type { Consulate as DomainConsulate } from '../domain/consulate.ts';
import { builder } from './builder.ts';

/** Named apart from its fields, since consulates and desks point at one another. */
export const Consulate = builder.objectRef<DomainConsulate>('Consulate');
