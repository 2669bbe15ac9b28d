import { keepAuditSealed, readCheckpointSettings } from '@alert-button/platform/audit/sealing.ts';
import { openBroker } from '@alert-button/platform/event-log/broker.ts';
import { openEventLog } from '@alert-button/platform/event-log/open.ts';
import {
  createBlindIndex,
  createLocalKeyProvider,
  createSealer,
} from '@alert-button/platform/keys.ts';
import { readChannels } from '@alert-button/platform/messages/settings.ts';
import { createPinHasher } from '@alert-button/platform/pin-hasher.ts';
import { runService } from '@alert-button/platform/run-service.ts';
import { serveSubgraph } from '@alert-button/platform/serve.ts';
import { createViewerVerifier } from '@alert-button/platform/viewer.ts';
import { createCertificateIssuer } from './commands/credentials/device-certificate.ts';
import { createPersonGrantVerifier } from './commands/credentials/person-grant.ts';
import { createContactMessages } from './commands/contact-messages.ts';
import { createOwnMessages } from './commands/own-messages.ts';
import { mintContactToken } from './commands/follow-token.ts';
import { createCommands } from './commands/index.ts';
import { createStoredKeyVerifier } from './commands/verify-api-key.ts';
import { tellFamilies } from './family-loop.ts';
import { internalRoutes } from './internal-routes.ts';
import { wakePersons } from './waking-loop.ts';
import { readLinksUrl } from './links-url.ts';
import { subgraph } from './schema/index.ts';
import { openDatabase } from './store/database.ts';
import { createPersonKeys } from './store/person-keys.ts';
import { listRevocations, listRevocationsSince } from './store/revocation-store.ts';

await runService('people', async ({ env, log, closing }) => {
  const host = env.text('HOST', '127.0.0.1');
  const port = env.integer('PORT', 4001);
  const databaseUrl = env.url('DATABASE_URL');
  const natsUrl = env.url('NATS_URL', '');
  const alertsUrl = env.url('ALERTS_DATABASE_URL');
  const linksUrl = readLinksUrl(env);
  const gatewayKey = env.jwk('GATEWAY_PUBLIC_KEY');
  const certificateKey = env.jwk('CERTIFICATE_PRIVATE_KEY');
  const internalToken = env.secretText('HINTS_TOKEN');
  const keyEncryptionKey = env.namedKey('KEY_ENCRYPTION_KEY');
  const blindIndexKey = env.namedKey('BLIND_INDEX_KEY');
  const callerWordKey = env.namedKey('CALLER_WORD_KEY');
  const grantKey = env.jwk('GRANT_PUBLIC_KEY');
  const checkpoints = readCheckpointSettings(env);
  const openChannels = readChannels(env);
  env.done();

  const verify = await createViewerVerifier(gatewayKey, 'people');
  const issueCertificate = await createCertificateIssuer(certificateKey);
  const database = closing.use(openDatabase(databaseUrl, log));
  closing.use(keepAuditSealed({ subgraph: 'people', pool: database.pool, checkpoints, log }));
  const broker = closing.use(openBroker(natsUrl, log));
  const events = closing.use(openEventLog({ subgraph: 'people', database, broker, log }));
  const keyProvider = createLocalKeyProvider([keyEncryptionKey]);
  const personKeys = createPersonKeys(keyProvider);
  const sealer = createSealer(keyProvider);
  const contactMessages = createContactMessages({
    sealer,
    linksUrl,
    mintFollowToken: mintContactToken,
  });
  const ownMessages = createOwnMessages({ sealer, personKeys });
  const { channels, webPushKey } = closing.use(openChannels());
  const alerts = closing.use(openDatabase(alertsUrl, log));
  const family = closing.use(
    tellFamilies({
      database,
      alerts,
      broker,
      personKeys,
      contactMessages,
      ownMessages,
      sealer,
      channels,
      log,
    }),
  );
  const queued = () => family.wake();
  closing.use(wakePersons({ database, alerts, broker, personKeys, sealer, log, queued }));
  const commands = createCommands({
    database,
    personKeys,
    webPushKey,
    contactMessages,
    ownMessages,
    ownPhoneIndex: createBlindIndex(blindIndexKey, 'own_phone.phone'),
    phoneCodeIndex: createBlindIndex(blindIndexKey, 'phone_code.code'),
    hashWord: createPinHasher(callerWordKey),
    phoneIndex: createBlindIndex(blindIndexKey, 'emergency_contact.phone'),
    emailIndex: createBlindIndex(blindIndexKey, 'emergency_contact.email'),
    linkCodeIndex: createBlindIndex(blindIndexKey, 'device_link.code'),
    verifyPersonGrant: await createPersonGrantVerifier(grantKey),
    issueCertificate,
    announce: () => {
      events.announce();
      family.wake();
    },
  });
  const keys = closing.use(createStoredKeyVerifier(database, log));

  closing.use(
    await serveSubgraph({
      subgraph,
      verify,
      context: (request) => ({ ...request, commands }),
      ready: async () => void (await database.pool.query('select 1 from person limit 1')),
      routes: internalRoutes({
        token: internalToken,
        log: events,
        verifyApiKey: keys.verify,
        revocations: () => listRevocations(database),
        revocationsSince: (position) => listRevocationsSince(database, position),
      }),
      host,
      port,
      log,
      isProduction: env.isProduction,
    }),
  );
});
