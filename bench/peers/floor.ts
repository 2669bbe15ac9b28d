/*
 * The floor: what the two things nobody can do without cost on this machine: one durable insert
 * and one frame on a live socket. No permission, no routing, no audit, no GraphQL.
 */
import Fastify from 'fastify';
import pg from 'pg';
import { WebSocketServer } from 'ws';

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 16 });
await pool.query('create table alert (id uuid primary key, person_id uuid not null, body jsonb)');

const http = Fastify();
const sockets = new WebSocketServer({ server: http.server });

http.post('/press', async (request) => {
  const { id, personId } = request.body as { id: string; personId: string };
  await pool.query({
    name: 'insert',
    text: 'insert into alert (id, person_id, body) values ($1, $2, $3)',
    values: [id, personId, JSON.stringify(request.body)],
  });
  const frame = JSON.stringify({ alertId: id });
  for (const socket of sockets.clients) socket.send(frame);
  return { id };
});
http.post('/nothing', async () => ({}));
http.get('/readyz', async () => 'ok');

process.once('disconnect', () => process.exit(0));
await http.listen({ host: '127.0.0.1', port: Number(process.env['PORT']) });
