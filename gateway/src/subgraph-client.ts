import type { ExecutionResult } from 'graphql';
import { Agent, type Dispatcher } from 'undici';
import type { OperationContext } from './context.ts';
import { NotServingError, type Replicas } from './replicas.ts';
import { subgraphTimeoutMilliseconds, type SubgraphHeaders } from './subgraph-requests.ts';

export interface SubgraphClient extends AsyncDisposable {
  /**
   * Sends one operation and gives its answer as it came.
   *
   * @throws when the subgraph was not reached or its answer is none.
   */
  send(subgraph: string, body: string, context: OperationContext): Promise<ExecutionResult>;
}

/**
 * Talks GraphQL to the subgraphs over connections that are kept.
 *
 * @param connections to each process of a subgraph at most; what is more waits here, in order.
 */
export function createSubgraphClient(
  replicas: Replicas,
  headersFor: SubgraphHeaders,
  connections: number,
): SubgraphClient {
  const agent = new Agent({
    connections,
    headersTimeout: subgraphTimeoutMilliseconds,
    bodyTimeout: subgraphTimeoutMilliseconds,
    connectTimeout: subgraphTimeoutMilliseconds,
  });

  async function read(body: Dispatcher.ResponseData['body']): Promise<ExecutionResult> {
    const answer = (await body.json()) as ExecutionResult | null;
    if (
      typeof answer !== 'object' ||
      answer === null ||
      !('data' in answer || 'errors' in answer)
    ) {
      throw new Error('A subgraph answered with something else than GraphQL');
    }
    return answer;
  }

  return {
    async send(subgraph, body, context) {
      const headers = await headersFor(subgraph, context);
      return replicas.reach(subgraph, async ({ origin, pathname: path }) => {
        const answer = await agent.request({ origin, path, method: 'POST', headers, body });
        if (answer.statusCode === 503) {
          await answer.body.dump();
          throw new NotServingError('A subgraph takes no work');
        }
        return read(answer.body);
      });
    },
    [Symbol.asyncDispose]: () => agent.close(),
  };
}
