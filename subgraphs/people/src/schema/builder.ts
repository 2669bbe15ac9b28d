import { createBuilder, type RequestContext } from '@alert-button/platform/builder.ts';
import type { PeopleCommands } from '../commands/index.ts';

export interface PeopleContext extends RequestContext {
  readonly commands: PeopleCommands;
}

export const { builder, pageInfo, resultOf } = createBuilder<PeopleContext>();

builder.queryType({ description: 'What can be asked.' });
builder.mutationType({ description: 'What can be done.' });
