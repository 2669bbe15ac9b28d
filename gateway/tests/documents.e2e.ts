import { createHash, randomBytes } from 'node:crypto';
import { startTestSystem, type TestSystem } from '@alert-button/dev/testing/test-system.ts';
import { successOf } from '@alert-button/sdk';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { tables } from './support/matrix-haystacks.ts';
import { officer, type TestOfficer } from './support/officer.ts';
import { openedMatter } from './support/open-matter.ts';
import { enrolledPerson, type EnrolledPerson } from './support/person.ts';
import { authorizationOf } from './support/raw-doors.ts';

/*
 * Documents with a matter: as large as a scanned page, through the same door as everything else, and
 * readable for nobody but those who work on it.
 */

let system: TestSystem;
let houston: TestOfficer;
let dallas: TestOfficer;
let person: EnrolledPerson;
let matterId: string;

beforeAll(async () => {
  system = await startTestSystem();
  person = await enrolledPerson(system);
  houston = await officer(system, 'houston');
  dallas = await officer(system, 'dallas');
  matterId = await openedMatter(person, houston);
}, 240_000);

afterAll(async () => {
  for (const client of [person, houston, dallas]) client.close();
  await system[Symbol.asyncDispose]();
});

/** A PDF of so many bytes, of which nothing can be pressed together, with words in it. */
function scan(size: number): Buffer {
  const [head, end] = ['%PDF-1.7\n% Ahuehuete quemado\n%', '\n%%EOF\n'].map((text) =>
    Buffer.from(text),
  );
  const room = size - (head?.length ?? 0) - (end?.length ?? 0);
  const noise = randomBytes(Math.ceil(room / 2))
    .toString('hex')
    .slice(0, room);
  return Buffer.concat([head ?? Buffer.alloc(0), Buffer.from(noise), end ?? Buffer.alloc(0)]);
}

const papers = { kind: 'COURT_ORDER', title: 'Orden del Ahuehuete', mediaType: 'PDF' } as const;
const add = (bytes: Buffer) =>
  houston.addMatterDocument({ input: { matterId, ...papers, content: bytes.toString('base64') } });

test('the largest that may be sent comes back byte by byte, and only for those who work on it', async () => {
  const bytes = scan(1024 * 1024);
  successOf(await add(bytes));
  const [document] = (await houston.matterDocuments({ id: matterId }))?.documents ?? [];
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  expect(document).toMatchObject({ title: papers.title, sha256, byteCount: bytes.length });
  const on = { matterId, documentId: document?.id ?? '' };
  const { opened } = successOf(await houston.openMatterDocument({ input: on }));
  expect(Buffer.from(opened.content, 'base64').equals(bytes)).toBe(true);
  expect(await dallas.matterDocuments({ id: matterId })).toBeNull();
  const strange = await dallas.openMatterDocument({ input: on });
  expect(strange.__typename).toBe('NotFoundError');
}, 60_000);

test('a byte more, and a programme that calls itself a PDF, are refused by their field', async () => {
  for (const bytes of [scan(1024 * 1024 + 1), Buffer.from('MZ\u0090\u0000 no pages')]) {
    expect(await add(bytes)).toMatchObject({
      __typename: 'InvalidInputError',
      issues: [{ path: 'content' }],
    });
  }
  expect((await houston.matterDocuments({ id: matterId }))?.documents).toHaveLength(1);
}, 60_000);

test('whoever has no documents to send has no more room at the door than before', async () => {
  const body = JSON.stringify({ query: `{ __typename } #${'x'.repeat(300 * 1024)}` });
  const headers = { 'content-type': 'application/json' };
  const authorization = await authorizationOf(person.credential);
  for (const more of [{}, { authorization: authorization ?? '' }]) {
    const answer = await fetch(system.graphqlUrl, {
      method: 'POST',
      headers: { ...headers, ...more },
      body,
    });
    expect(answer.status).toBe(413);
  }
});

test('what is in it stands in no table and no log in clear, and removed it is gone', async () => {
  for (const { where, content } of await tables(system)) {
    if (content.includes('Ahuehuete')) throw new Error(`It stands in ${where}`);
  }
  expect(system.lines.join('\n')).not.toContain('Ahuehuete');
  const [document] = (await houston.matterDocuments({ id: matterId }))?.documents ?? [];
  const on = { matterId, documentId: document?.id ?? '' };
  successOf(await houston.removeMatterDocument({ input: on }));
  const gone = await houston.openMatterDocument({ input: on });
  expect(gone.__typename).toBe('NotFoundError');
  expect((await houston.matterDocuments({ id: matterId }))?.documents).toMatchObject([
    { id: on.documentId, removedBy: 'DESK' },
  ]);
}, 60_000);
