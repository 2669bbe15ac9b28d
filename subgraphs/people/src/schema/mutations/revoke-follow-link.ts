import { NotFoundError } from '@alert-button/platform/errors.ts';
import { builder, resultOf } from '../builder.ts';
import { FollowLink } from '../follow-link.ts';

const RevokeFollowLinkInput = builder.inputType('RevokeFollowLinkInput', {
  description: 'Which link of the person.',
  fields: (t) => ({
    linkId: t.id({ required: true, description: 'The link.' }),
  }),
});

builder.mutationField('revokeFollowLink', (t) =>
  t.field({
    type: FollowLink,
    description: 'Ends a link at once, for good, and whatever is open by it.',
    errors: resultOf('revokeFollowLink', 'link', [NotFoundError]),
    args: {
      input: t.arg({ type: RevokeFollowLinkInput, required: true, description: 'Which.' }),
    },
    resolve: (_root, { input }, context) => context.commands.revokeFollowLink(context, input),
  }),
);
