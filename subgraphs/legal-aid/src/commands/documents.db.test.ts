import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { ConflictError, InvalidInputError, NotFoundError } from '@alert-button/platform/errors.ts';
import { createTestDatabase } from '@alert-button/platform/testing/database.ts';
import { mostDocumentBytes, mostDocuments } from '../domain/matter-document.ts';
import { pdf, png } from '../testing/documents.ts';
import {
  answeredAlert,
  asking,
  dallas,
  hearOfDesks,
  houston,
  keyOf,
  openTestServices,
  provider,
  terms,
  type TestServices,
} from '../testing/services.ts';
import { acceptMatterOffer } from './accept-matter-offer.ts';
import { addMatterDocument } from './add-matter-document.ts';
import { openMatter } from './open-matter.ts';
import { openMatterDocument, readMatterDocuments } from './read-documents.ts';
import { readMatter } from './read-matters.ts';
import { removeMatterDocument } from './remove-matter-document.ts';
import type { Asking } from './services.ts';

const closing = new AsyncDisposableStack();
let services: TestServices;
let admin: pg.Pool;

beforeAll(async () => {
  const testDatabase = closing.use(await createTestDatabase('legal-aid'));
  services = closing.use(openTestServices(testDatabase.app));
  admin = new pg.Pool({ connectionString: testDatabase.admin });
  closing.defer(() => admin.end());
});
afterAll(() => closing.disposeAsync());
beforeEach(async () => {
  await admin.query(
    'truncate provider, matter, matter_document, known_alert, known_desk, event, audit_entry cascade',
  );
  await hearOfDesks(services);
});

/** A matter of Houston's, and the provider who has been offered it. */
async function offered() {
  const { organisationId } = await provider(services);
  const { alertId } = await answeredAlert(services);
  const { matter } = await openMatter(services, houston, { alertId, ...terms });
  return { matterId: matter.id, helper: asking(keyOf(organisationId)) };
}

async function represented() {
  const { matterId, helper } = await offered();
  await acceptMatterOffer(services, helper, { matterId });
  return { matterId, helper };
}

const bytes = pdf('Xochitl');
const papers = {
  kind: 'NOTICE_TO_APPEAR',
  title: 'Aviso de Xochitl',
  mediaType: 'PDF',
  content: bytes.toString('base64'),
} as const;

const listed = async (who: Asking, matterId: string) => {
  const seen = await readMatter(services, who, matterId);
  return seen === null ? null : readMatterDocuments(services, who, seen);
};

test('desk and provider add, list and open the same bytes; nobody else does', async () => {
  const { matterId, helper } = await represented();
  await addMatterDocument(services, helper, { matterId, ...papers });
  const [document] = (await listed(houston, matterId)) ?? [];
  expect(document).toMatchObject({
    kind: 'NOTICE_TO_APPEAR',
    title: papers.title,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    byteCount: bytes.length,
    addedBy: 'PROVIDER',
    removedAt: null,
  });
  const on = { matterId, documentId: document?.id ?? '' };
  for (const who of [houston, helper]) {
    expect(await openMatterDocument(services, who, on)).toMatchObject({ content: papers.content });
  }
  const stranger = asking(keyOf((await provider(services)).organisationId));
  for (const who of [dallas, stranger]) {
    expect(await listed(who, matterId)).toBeNull();
    await expect(openMatterDocument(services, who, on)).rejects.toThrow(NotFoundError);
    await expect(addMatterDocument(services, who, { matterId, ...papers })).rejects.toThrow(
      NotFoundError,
    );
  }
  const { rows } = await admin.query<{ actor_kind: string }>(
    `select actor_kind from audit_entry where action = 'openMatterDocument' order by sequence`,
  );
  expect(rows.map((row) => row.actor_kind)).toEqual(['OFFICER', 'ORGANISATION']);
});

test('before they accept, a provider sees no documents', async () => {
  const { matterId, helper } = await offered();
  await addMatterDocument(services, houston, { matterId, ...papers });
  const [document] = (await listed(houston, matterId)) ?? [];
  expect(await listed(helper, matterId)).toBeNull();
  const on = { matterId, documentId: document?.id ?? '' };
  await expect(openMatterDocument(services, helper, on)).rejects.toThrow(NotFoundError);
});

test('neither words nor bytes stand in any table in clear', async () => {
  const { matterId } = await represented();
  await addMatterDocument(services, houston, { matterId, ...papers });
  const hex = Buffer.from('Xochitl').toString('hex');
  for (const table of ['matter_document', 'matter_document_content', 'event', 'audit_entry']) {
    const { rows } = await admin.query<{ row: string }>(`select t::text as row from ${table} t`);
    expect(rows.length).toBeGreaterThan(0);
    for (const { row } of rows) expect(row.includes('Xochitl') || row.includes(hex)).toBe(false);
  }
});

test('what is not what it says, too large or without a name is refused, and nothing is kept', async () => {
  const { matterId } = await represented();
  const add = (change: object) =>
    addMatterDocument(services, houston, { matterId, ...papers, ...change });
  for (const [change, field] of [
    [{ content: Buffer.from('MZ\u0090\0a programme').toString('base64') }, 'content'],
    [{ mediaType: 'PNG' }, 'content'],
    [{ content: Buffer.alloc(mostDocumentBytes + 1).toString('base64') }, 'content'],
    [
      { content: pdf('2 0 obj << /S /JavaScript /JS (app.alert) >> endobj').toString('base64') },
      'content',
    ],
    [{ title: ' ' }, 'title'],
  ] as const) {
    const thrown = await add(change).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(InvalidInputError);
    expect((thrown as InvalidInputError).issues).toMatchObject([{ path: field }]);
  }
  expect(await listed(houston, matterId)).toEqual([]);
});

test('sent again it is the one that is there; and a matter has so many and no more', async () => {
  const { matterId } = await represented();
  const first = await addMatterDocument(services, houston, { matterId, ...papers });
  const again = await addMatterDocument(services, houston, { matterId, ...papers });
  expect(again.matter.version).toBe(first.matter.version);
  for (let count = 1; count < mostDocuments; count += 1) {
    const content = pdf(`% ${count}`).toString('base64');
    await addMatterDocument(services, houston, { matterId, ...papers, content });
  }
  const more = { matterId, ...papers, mediaType: 'PNG', content: png.toString('base64') } as const;
  await expect(addMatterDocument(services, houston, more)).rejects.toThrow(ConflictError);
  expect(await listed(houston, matterId)).toHaveLength(mostDocuments);
});

test('removed, nothing is in it, and that it was there stays', async () => {
  const { matterId, helper } = await represented();
  await addMatterDocument(services, houston, { matterId, ...papers });
  const documentId = (await listed(houston, matterId))?.[0]?.id ?? '';
  const on = { matterId, documentId };
  await expect(removeMatterDocument(services, helper, on)).rejects.toThrow(NotFoundError);
  await removeMatterDocument(services, houston, on);
  await removeMatterDocument(services, houston, on);
  expect(await listed(helper, matterId)).toMatchObject([
    { id: documentId, removedBy: 'DESK', removedAt: expect.any(Date) },
  ]);
  await expect(openMatterDocument(services, helper, on)).rejects.toThrow(NotFoundError);
  const { rows } = await admin.query('select from matter_document_content');
  expect(rows).toEqual([]);
});
