import { Pool } from 'undici';

export interface HttpClient extends AsyncDisposable {
  /** Sends JSON and gives the body of the answer; rejects unless that is 200. */
  post(path: string, body: string, headers?: Readonly<Record<string, string>>): Promise<string>;
}

/** Connections that are kept, as many as there are clients; the same for everything measured. */
export function openHttpClient(origin: string, connections: number): HttpClient {
  const pool = new Pool(origin, { connections, pipelining: 1 });
  return {
    async post(path, body, headers = {}) {
      const { statusCode, body: answer } = await pool.request({
        method: 'POST',
        path,
        headers: { 'content-type': 'application/json', ...headers },
        body,
      });
      const text = await answer.text();
      if (statusCode !== 200) throw new Error(`Answered ${statusCode}`);
      return text;
    },
    [Symbol.asyncDispose]: () => pool.close(),
  };
}
