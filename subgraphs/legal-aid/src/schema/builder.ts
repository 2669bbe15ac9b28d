import { createBuilder, type RequestContext } from '@alert-button/platform/builder.ts';
import type { LegalAidCommands } from '../commands/index.ts';
import type { Services } from '../commands/services.ts';

export interface LegalAidContext extends RequestContext {
  /** Guides and facilities, from memory. */
  readonly commands: LegalAidCommands;
  /** What the commands on providers and matters work with. */
  readonly services: Services;
}

export const { builder, pageInfo, resultOf } = createBuilder<LegalAidContext>();

builder.queryType({ description: 'What can be asked.' });
builder.mutationType({ description: 'What can be done.' });
