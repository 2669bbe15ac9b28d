import { entity } from '@alert-button/platform/federation.ts';
import { builder } from './builder.ts';
import { Consulate } from './references.ts';

interface FacilityReference {
  readonly id: string;
  readonly countyFips: string | null;
}

/** The entity of legal-aid, to which the consulates add whose office answers for it. */
builder.objectRef<FacilityReference>('DetentionFacility').implement({
  description: 'A place where ICE holds people, or one of its offices where they are processed.',
  // Whoever says a county hears who answers for it, which is public.
  extensions: entity(['id countyFips'], (reference: FacilityReference) => reference),
  fields: (t) => ({
    id: t.exposeID('id', { description: 'Opaque, and the same in every installation.' }),
    countyFips: t.exposeString('countyFips', {
      nullable: true,
      description:
        'The county of that place (US Census, 2017 edition); null outside the country, and where ' +
        'it is in doubt.',
    }),
    competentConsulate: t.field({
      type: Consulate,
      nullable: true,
      description:
        'The consulate that answers for whoever is held there, by the county and as jurisdictions ' +
        'are now; null where the county is not known. `jurisdiction` says how far to trust it.',
      resolve: ({ countyFips }, _arguments, context) =>
        context.commands.readCompetentConsulate(context, countyFips),
    }),
  }),
});
