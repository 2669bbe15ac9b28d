import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { setIncidentConsent } from '../../commands/set-incident-consent.ts';
import { builder, resultOf } from '../builder.ts';
import { ConsentWay, IncidentConsent } from '../incident-enums.ts';
import { Matter } from '../matter.ts';

const SetIncidentConsentInput = builder.inputType('SetIncidentConsentInput', {
  description: 'What `setIncidentConsent` needs.',
  fields: (t) => ({
    matterId: t.id({ required: true, description: 'The matter.' }),
    incidentId: t.id({ required: true, description: 'The report.' }),
    consent: t.field({
      type: IncidentConsent,
      required: true,
      description: 'What the person agrees to.',
    }),
    givenBy: t.field({ type: ConsentWay, description: 'How they said so; needed for a yes.' }),
  }),
});

builder.mutationField('setIncidentConsent', (t) =>
  t.field({
    type: Matter,
    description: 'The person says whether a report may be passed on; it can be taken back.',
    args: {
      input: t.arg({ type: SetIncidentConsentInput, required: true, description: 'The act.' }),
    },
    errors: resultOf('setIncidentConsent', 'matter', [
      InvalidInputError,
      NotFoundError,
      ConflictError,
    ]),
    resolve: (_root, { input }, { services, ...asking }) =>
      setIncidentConsent(services, asking, input),
  }),
);
