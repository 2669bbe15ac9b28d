import { runService } from '@alert-button/platform/run-service.ts';
import { createTextsClient } from '@alert-button/sdk/texts';
import { createServiceCredential } from './access-token.ts';
import { createTextsApp } from './app.ts';
import { createGazetteer } from './gazetteer.ts';
import { createHandIn } from './hand-in.ts';
import { followOffices } from './offices.ts';

await runService('texts', async ({ env, log, closing }) => {
  const host = env.text('HOST', '127.0.0.1');
  const port = env.integer('PORT', 4006);
  const url = env.url('GRAPHQL_URL');
  const tokenUrl = env.url('TOKEN_URL');
  const clientId = env.text('CLIENT_ID');
  const clientSecret = env.secretText('CLIENT_SECRET');
  const keys = env.namedKeys('WEBHOOK_KEYS');
  const texterKey = env.namedKey('TEXTER_KEY');
  env.done();

  const credential = createServiceCredential({ tokenUrl, clientId, clientSecret });
  const client = createTextsClient({ url, credential });
  closing.defer(() => client.close());
  const offices = closing.use(followOffices(client, createGazetteer(), log));
  const handIn = createHandIn({ client, texterKey, gazetteer: offices.current });
  const http = createTextsApp({ keys, handIn, log });
  closing.defer(() => http.close());
  const address = await http.listen({ host, port });
  log.info('Listening', { port: Number(new URL(address).port) });
});
