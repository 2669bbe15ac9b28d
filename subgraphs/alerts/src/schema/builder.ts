import { createBuilder, type RequestContext } from '@alert-button/platform/builder.ts';
import type { Services } from '../commands/services.ts';

export interface Context extends RequestContext {
  readonly services: Services;
}

export const { builder, pageInfo, userError, resultOf } = createBuilder<Context>();
