import { createBuilder, type RequestContext } from '@alert-button/platform/builder.ts';
import type { LegalAidCommands } from '../commands/index.ts';

export interface LegalAidContext extends RequestContext {
  readonly commands: LegalAidCommands;
}

export const { builder, pageInfo } = createBuilder<LegalAidContext>();

builder.queryType({ description: 'What can be asked.' });
