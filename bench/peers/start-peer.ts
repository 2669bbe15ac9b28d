import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { withConnection } from '@alert-button/platform/database/connection.ts';
import { databaseUrl } from '@alert-button/platform/database/urls.ts';
import { freePorts } from '@alert-button/dev/ports.ts';
import { Service } from '@alert-button/dev/service.ts';

export interface Peer extends AsyncDisposable {
  readonly origin: string;
}

/** Starts a program of this folder as a process of its own, with these variables. */
export async function startPeer(
  file: string,
  environment: Readonly<Record<string, string>>,
  readyPath = '/readyz',
): Promise<Peer> {
  const [port] = await freePorts(1);
  const origin = `http://127.0.0.1:${port}`;
  const service = new Service({
    name: file,
    entry: fileURLToPath(new URL(file, import.meta.url)),
    environment: { PORT: String(port), NODE_ENV: 'production', ...environment },
    readyUrl: `${origin}${readyPath}`,
    onLine: (line) => console.error(`${file}: ${line}`),
    onUnexpectedExit: (reason) => console.error(`${file} ended: ${reason}`),
  });
  await service.start();
  return { origin, [Symbol.asyncDispose]: () => service.stop('SIGKILL') };
}

/** An empty database on the same server as everything else measured. */
export async function createPeerDatabase(
  adminUrl: string,
  name: string,
  sql = '',
): Promise<string> {
  await withConnection(adminUrl, (admin) =>
    admin.query(`create database ${pg.escapeIdentifier(name)}`),
  );
  const url = databaseUrl(adminUrl, { database: name });
  if (sql !== '') await withConnection(url, (client) => client.query(sql));
  return url;
}
