/*
 * The peer for the gateway: Hive Gateway from its own command line, the same engine that ours
 * embeds.
 */
import { fileURLToPath } from 'node:url';

process.once('disconnect', () => process.exit(0));
const config = fileURLToPath(new URL('hive-gateway.config.mjs', import.meta.url));
process.argv.splice(2, Infinity, 'supergraph', '--config-path', config, '--host', '127.0.0.1');
process.argv.push('--port', process.env.PORT, '--fork', '1');
await import('@graphql-hive/gateway/dist/bin.js').catch(
  () => import(new URL('node_modules/@graphql-hive/gateway/dist/bin.js', import.meta.url).href),
);
