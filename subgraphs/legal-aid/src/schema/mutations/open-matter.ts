import { InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { openMatter } from '../../commands/open-matter.ts';
import { builder, resultOf } from '../builder.ts';
import { MatterUrgency } from '../matter-enums.ts';
import { Matter } from '../matter.ts';
import { LegalArea } from '../provider.ts';

const OpenMatterInput = builder.inputType('OpenMatterInput', {
  description: 'What `openMatter` needs.',
  fields: (t) => ({
    alertId: t.id({ required: true, description: 'The answered alert it comes of.' }),
    area: t.field({ type: LegalArea, required: true, description: 'What it is about.' }),
    urgency: t.field({
      type: MatterUrgency,
      required: true,
      description: 'How soon a provider has to answer.',
    }),
    state: t.string({
      description: 'Postal abbreviation of the state; may be left out beside the county.',
    }),
    countyFips: t.string({
      description: 'The county, five digits of the US Census, if it is known.',
    }),
    languages: t.stringList({
      required: true,
      description: 'In which to speak with the person (BCP 47), best first.',
    }),
  }),
});

builder.mutationField('openMatter', (t) =>
  t.field({
    type: Matter,
    description:
      'An officer opens the matter of an alert that their desk has answered; it is offered to whoever is first in line.',
    args: { input: t.arg({ type: OpenMatterInput, required: true, description: 'The act.' }) },
    errors: resultOf('openMatter', 'matter', [InvalidInputError, NotFoundError]),
    resolve: (_root, { input }, { services, ...asking }) => openMatter(services, asking, input),
  }),
);
