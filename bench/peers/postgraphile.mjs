/*
 * The peer: PostGraphile 5 as its documentation sets it up, doing one insert and one join. No
 * permission, no routing, no audit, no live screen.
 */
import { createServer } from 'node:http';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';

const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  pgServices: [makePgService({ connectionString: process.env.DATABASE_URL, schemas: ['press'] })],
  grafserv: { graphqlPath: '/graphql' },
});
const handler = instance.createServ(grafserv).createHandler();
const server = createServer((request, response) => {
  if (request.url === '/readyz') response.end('ok');
  else handler(request, response);
});
process.once('disconnect', () => process.exit(0));
server.listen(Number(process.env.PORT), '127.0.0.1');
