import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { compileCache, projectRoot, subgraphNames } from '@alert-button/dev/paths.ts';
import { freePorts } from '@alert-button/dev/ports.ts';
import { createSecrets, publicKey, type DevelopmentSecrets } from '@alert-button/dev/secrets.ts';
import { expect, test } from '@jest/globals';
import { parseAnswer } from './support/raw-answer.ts';
import { waitFor } from './support/wait-for.ts';

/*
 * A development set-up cannot go live by accident, and nothing starts half configured: one clear
 * line on the error output, exit code 1, nothing left running.
 */

const entries = {
  ...Object.fromEntries(subgraphNames.map((name) => [name, `subgraphs/${name}/src/server.ts`])),
  gateway: 'gateway/src/server.ts',
  texts: 'apps/texts/src/server.ts',
} as Readonly<Record<string, string>>;

/** All that a service could ask for; each takes what is its own. Nothing answers at the addresses. */
const configured = (secrets: DevelopmentSecrets): Record<string, string> => ({
  DATABASE_URL: 'postgresql://app:password@127.0.0.1:1/alerts',
  DIRECTORY_DATABASE_URL: 'postgresql://reader:password@127.0.0.1:1/consulates',
  GATEWAY_PUBLIC_KEY: JSON.stringify(publicKey(secrets.gatewayKey)),
  GATEWAY_PRIVATE_KEY: JSON.stringify(secrets.gatewayKey),
  CERTIFICATE_PRIVATE_KEY: JSON.stringify(secrets.certificateKey),
  CERTIFICATE_PUBLIC_KEY: JSON.stringify(publicKey(secrets.certificateKey)),
  KEY_ENCRYPTION_KEY: secrets.keyEncryptionKey,
  PIN_KEY: secrets.pinKey,
  CURSOR_KEY: secrets.cursorKey,
  HINTS_TOKEN: secrets.hintsToken,
  HINTS_URL: 'http://127.0.0.1:1/internal/hints',
  PEOPLE_INTERNAL_URL: 'http://127.0.0.1:1/internal',
  OIDC_ISSUER: 'https://identity.example',
  SUBGRAPH_URLS: '{"people":"http://127.0.0.1:1/graphql"}',
  SUPERGRAPH_FILE: join(projectRoot, 'schema', 'supergraph.graphql'),
  GRAPHQL_URL: 'http://127.0.0.1:1/graphql',
  TOKEN_URL: 'http://127.0.0.1:1/token',
  CLIENT_ID: 'text-service',
  CLIENT_SECRET: secrets.identityProviderSecret,
  WEBHOOK_KEYS: secrets.textsWebhookKey,
  TEXTER_KEY: secrets.texterKey,
  CALLER_WORD_KEY: secrets.callerWordKey,
  SIGNING_KEY: JSON.stringify(secrets.identityProviderKey),
  CLIENT_SECRET_SEED: secrets.identityProviderSecret,
});

function start(entry: string, port: number, environment: Readonly<Record<string, string>>) {
  return spawn(process.execPath, [entry], {
    cwd: projectRoot,
    env: {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: compileCache,
      PORT: String(port),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 50_000,
    killSignal: 'SIGKILL',
  });
}

/** Runs a server until it ends by itself. */
async function outcomeOf(entry: string, environment: Readonly<Record<string, string>>) {
  const [port = 0] = await freePorts(1);
  const child = start(entry, port, environment);
  const [[code], output, errors] = await Promise.all([
    once(child, 'exit') as Promise<[number | null]>,
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code, lines: `${output}${errors}`.trim().split('\n') };
}

const keys: Readonly<Record<string, string>> = {
  gateway: 'GATEWAY_PRIVATE_KEY',
  texts: 'TEXTER_KEY',
};
const own = (name: string) => keys[name] ?? 'GATEWAY_PUBLIC_KEY';
const services = Object.entries(entries).map(([name, entry]) => ({ name, entry }));
const production = { NODE_ENV: 'production' };
/** Whatever does not say development is production. */
const modes = [production, {}, { NODE_ENV: 'Development' }, { NODE_ENV: 'staging' }];

test.each([
  ...services.map((service) => ({ ...service, mode: production })),
  ...modes.slice(1).map((mode) => ({ name: 'gateway', entry: entries['gateway'] ?? '', mode })),
])('$name refuses development secrets with $mode', async ({ name, entry, mode }) => {
  const { code, lines } = await outcomeOf(entry, { ...configured(createSecrets()), ...mode });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(new RegExp(`^${name}: .*${own(name)} is a development secret`));
  expect(lines[0]).not.toContain('development-');
  expect(code).toBe(1);
});

test.each(services)('$name does not start without its secrets', async ({ name, entry }) => {
  const { code, lines } = await outcomeOf(entry, production);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(new RegExp(`^${name}: .*${own(name)} (is missing|must be)`));
  expect(code).toBe(1);
});

test.each(services)('$name refuses broken secrets and prints none', async ({ name, entry }) => {
  const names = Object.keys(configured(createSecrets()));
  const broken = Object.fromEntries(names.map((key) => [key, 'c4nary-not-a-secret']));
  const { code, lines } = await outcomeOf(entry, { ...broken, ...production });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(new RegExp(`^${name}: .*${own(name)} must be`));
  expect(lines[0]).not.toContain('c4nary');
  expect(code).toBe(1);
});

test('the gateway starts with secrets of its own, and shows nothing for developers', async () => {
  const environment = Object.entries(configured(createSecrets())).map(
    ([name, value]) => [name, value.replaceAll('development-', 'live-')] as const,
  );
  const [port = 0] = await freePorts(1);
  const child = start('gateway/src/server.ts', port, {
    ...Object.fromEntries(environment),
    ...production,
  });
  const exit = once(child, 'exit');
  const url = `http://127.0.0.1:${port}/graphql`;
  try {
    await waitFor(
      () =>
        fetch(url.replace('graphql', 'healthz')).then(
          ({ ok }) => ok,
          () => false,
        ),
      'the gateway to listen',
    );
    const page = await fetch(url, { headers: { accept: 'text/html' } });
    expect(await page.text()).not.toContain('<html');
    const body = JSON.stringify({ query: '{ __schema { types { name } } }' });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(url, { method: 'POST', headers, body });
    const { data, errors } = parseAnswer(await answer.text());
    expect({ data, isRefused: errors.length > 0 }).toEqual({ data: null, isRefused: true });
    child.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
  } finally {
    child.kill('SIGKILL');
  }
});

test('the identity provider of the development system refuses production', async () => {
  const { code, lines } = await outcomeOf('dev/identity-provider.ts', {
    ...configured(createSecrets()),
    ...production,
  });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^identity-provider: .*does not run in production/);
  expect(code).toBe(1);
});
