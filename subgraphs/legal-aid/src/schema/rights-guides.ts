import { defaultLanguage } from '../domain/language.ts';
import { builder } from './builder.ts';
import { RightsGuide, RightsSituation } from './rights-guide.ts';

builder.queryFields((t) => ({
  rightsGuides: t.field({
    type: [RightsGuide],
    nullable: true,
    description:
      'Without a language every guide in every language; with one, a guide for each situation ' +
      'in the language that comes closest, at last Spanish.',
    args: {
      language: t.arg.string({ description: 'BCP 47 tag of the language wanted, as es-MX.' }),
    },
    resolve: (_root, { language }, context) => [
      ...context.commands.readRightsGuides(context, language ?? null),
    ],
  }),
  rightsGuide: t.field({
    type: RightsGuide,
    nullable: true,
    description:
      'The guide for one situation, in the language that comes closest, at last Spanish.',
    args: {
      situation: t.arg({
        type: RightsSituation,
        required: true,
        description: 'The situation it is for.',
      }),
      language: t.arg.string({
        defaultValue: defaultLanguage,
        description: 'BCP 47 tag of the language wanted, as es-MX.',
      }),
    },
    resolve: (_root, { situation, language }, context) =>
      context.commands.readRightsGuide(context, situation, language ?? null),
  }),
}));
