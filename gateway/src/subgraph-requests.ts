import type { GatewayPlugin } from '@graphql-hive/gateway-runtime';
import type { createViewerSigner } from '@alert-button/platform/viewer.ts';
import type { Viewer } from '@alert-button/platform/viewer.ts';
import type { OperationContext } from './context.ts';
import { NotServingError, type Replicas } from './replicas.ts';

type SignViewer = Awaited<ReturnType<typeof createViewerSigner>>;

/** A subgraph that does not answer in this time blanks its own fields and no others. */
export const subgraphTimeoutMilliseconds = 5_000;

/** Signed tokens live a minute; one is used for half of that, then signed anew. */
const reuseMilliseconds = 30_000;
const mostRemembered = 10_000;

/** Signs a viewer for a subgraph, remembering recent tokens: an officer's screen asks often. */
function rememberSigned(sign: SignViewer): SignViewer {
  const remembered = new Map<string, { token: Promise<string>; until: number }>();
  return (viewer: Viewer, subgraph: string) => {
    const key = `${subgraph}\n${JSON.stringify(viewer)}`;
    const now = Date.now();
    const known = remembered.get(key);
    if (known !== undefined && known.until > now) return known.token;
    if (remembered.size >= mostRemembered) remembered.clear();
    const token = sign(viewer, subgraph);
    remembered.set(key, { token, until: now + reuseMilliseconds });
    return token;
  };
}

/** Headers of a request to a subgraph; nothing of what the client sent is among them. */
export type SubgraphHeaders = (
  subgraph: string,
  context: OperationContext,
) => Promise<Record<string, string>>;

/** Every request to a subgraph carries who is asking, signed for that subgraph alone. */
export function createSubgraphHeaders(sign: SignViewer): SubgraphHeaders {
  const signed = rememberSigned(sign);
  return async (subgraph, { principal, requestId }) => ({
    'content-type': 'application/json',
    accept: 'application/graphql-response+json, application/json',
    authorization: `Bearer ${await signed(principal.viewer, subgraph)}`,
    'x-request-id': requestId,
  });
}

/** Gives the requests that the planner makes their headers, their time and their replica. */
export function useSubgraphRequests(
  headersFor: SubgraphHeaders,
  replicas: Replicas,
): GatewayPlugin<OperationContext> {
  return {
    async onFetch({ options, setOptions, fetchFn, setFetchFn, context, executionRequest }) {
      const subgraph = executionRequest?.subgraphName;
      if (subgraph === undefined) throw new Error('A request to nowhere');
      const timeout = AbortSignal.timeout(subgraphTimeoutMilliseconds);
      const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
      const headers = await headersFor(subgraph, context as OperationContext);
      setOptions({ ...options, signal, headers });
      setFetchFn((_first, ...rest) =>
        replicas.reach(subgraph, async (url) => {
          const answer = await fetchFn(url.href, ...rest);
          if (answer.status !== 503) return answer;
          await answer.body?.cancel();
          throw new NotServingError('A subgraph takes no work');
        }),
      );
    },
  };
}
