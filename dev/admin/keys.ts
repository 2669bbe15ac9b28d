import {
  successOf,
  type ApiEnvironment,
  type ApiKeySummaryFragment,
  type ApiScope,
} from '@alert-button/sdk';
import { UsageError } from './admin-error.ts';
import type { AdminCommand, Report } from './command.ts';
import { table } from './text.ts';
import { StartError } from '../start-error.ts';

const environments = ['LIVE', 'TEST'] as const satisfies readonly ApiEnvironment[];
const scopes = [
  'ALERTS_RAISE',
  'ALERTS_FOLLOW',
  'MATTERS_ANSWER',
] as const satisfies readonly ApiScope[];

const head = ['ID', 'PUBLIC ID', 'LABEL', 'ENVIRONMENT', 'SCOPES', 'LAST USED', 'STATE'];

function row(key: ApiKeySummaryFragment): string[] {
  const used = key.lastUsedAt?.toISOString() ?? 'never';
  const scopes = key.scopes.join(',');
  return [key.id, key.publicId, key.label, key.environment, scopes, used, stateOf(key)];
}

function stateOf({ revokedAt, expiresAt }: ApiKeySummaryFragment): string {
  if (revokedAt !== null) return `revoked ${revokedAt.toISOString()}`;
  if (expiresAt === null) return 'good';
  const isGood = expiresAt.getTime() > Date.now();
  return `${isGood ? 'good until' : 'ended'} ${expiresAt.toISOString()}`;
}

const rfc3339 = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/i;

/** As the service reads it; a time that is none must not become a key without an end. */
function moment(name: string, typed: string): Date {
  const date = new Date(typed);
  if (!rfc3339.test(typed) || Number.isNaN(date.getTime()))
    throw new UsageError(`${name} must be a time of RFC 3339`);
  return date;
}

/** The only place where a secret is printed, once: nobody can show it again. */
function issued({ apiKey, token }: { apiKey: ApiKeySummaryFragment; token: string }): Report {
  const lines = [
    ...table(head, [row(apiKey)], ''),
    '',
    `Token, shown this once: ${token}`,
    'Hand it over safely; whoever has it is the organisation.',
  ];
  return { lines, json: { apiKey, token } };
}

export const keyCommands: readonly AdminCommand[] = [
  {
    usage: 'keys list <organisation-id>',
    summary: 'All keys an organisation ever had, without their secrets.',
    async run(client, given) {
      const organisation = await client.organisation({ id: given.operand('organisation-id') });
      if (organisation === null) throw new StartError('There is no such organisation.');
      const { keys } = organisation;
      return { lines: table(head, keys.map(row), 'It has no keys.'), json: keys };
    },
  },
  {
    usage: 'keys create <organisation-id>',
    options: {
      environment: { value: 'live|test', isRequired: true },
      scopes: { value: 'alerts:raise,alerts:follow', isRequired: true },
      label: { value: '<where it is used>', isRequired: true },
      expires: { value: '<RFC 3339 time>' },
    },
    summary: 'A new key; its token is printed this once.',
    async run(client, given) {
      const expiresAt = given.optional('expires');
      const input = {
        organisationId: given.operand('organisation-id'),
        environment: given.choice('environment', environments),
        scopes: given.choices('scopes', scopes),
        label: given.option('label'),
        ...(expiresAt === undefined ? {} : { expiresAt: moment('--expires', expiresAt) }),
      };
      return issued(successOf(await client.createApiKey({ input })));
    },
  },
  {
    usage: 'keys rotate <key-id>',
    options: { 'overlap-hours': { value: '0-168 (24)' } },
    summary: 'A new key in place of an old one, which stays good for the overlap.',
    async run(client, given) {
      const typed = given.optional('overlap-hours') ?? '24';
      if (!/^\d{1,4}$/.test(typed)) throw new UsageError('--overlap-hours must be a number');
      const input = { apiKeyId: given.operand('key-id'), overlapHours: Number(typed) };
      return issued(successOf(await client.rotateApiKey({ input })));
    },
  },
  {
    usage: 'keys revoke <key-id>',
    summary: 'Ends a key for good, with what is open with it.',
    async run(client, given) {
      const input = { apiKeyId: given.operand('key-id') };
      const { apiKey } = successOf(await client.revokeApiKey({ input }));
      return { lines: table(head, [row(apiKey)], ''), json: apiKey };
    },
  },
];
