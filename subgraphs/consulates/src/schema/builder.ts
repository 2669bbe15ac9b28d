import { createBuilder, type RequestContext } from '@alert-button/platform/builder.ts';
import type { ConsulatesCommands } from '../commands/index.ts';

export interface ConsulatesContext extends RequestContext {
  readonly commands: ConsulatesCommands;
}

export const { builder, resultOf } = createBuilder<ConsulatesContext>();

// Every root field is nullable: while this subgraph is away, a query loses its part and no more.
builder.queryType({ description: 'What can be asked.' });
builder.mutationType({ description: 'What can be done.' });
