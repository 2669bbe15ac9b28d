import { deflateSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { InvalidInputError } from '@alert-button/platform/errors.ts';
import { mostDocumentBytes, type DocumentMediaType } from '../domain/matter-document.ts';
import { jpeg, pdf, png } from '../testing/documents.ts';
import { readDocumentContent } from './document-content.ts';

function refusalOf(bytes: Buffer | string, mediaType: DocumentMediaType = 'PDF'): string {
  const base64 = typeof bytes === 'string' ? bytes : bytes.toString('base64');
  try {
    readDocumentContent(base64, mediaType);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return error.message;
  }
  throw new Error('Nothing was refused');
}

/** Objects packed into a stream, so that none of their names stands in the file. */
const packed = (objects: string, type = '/ObjStm') => {
  const stream = deflateSync(objects);
  const head = `3 0 obj\n<< /Type ${type} /N 1 /Filter /FlateDecode /Length ${stream.length} >>\nstream\n`;
  return pdf(
    Buffer.concat([Buffer.from(head, 'latin1'), stream, Buffer.from('\nendstream\nendobj')]),
  );
};

/** Where one could look for it, another stream than the one that a reader takes. */
const decoy = `stream\n${deflateSync('nothing').toString('latin1')}`;
const disguised = (entry: string) => packed('<< /S /JavaScript >>', `/ObjStm ${entry}`);

test.each([
  ['PDF', pdf('plain pages')],
  ['PDF', packed('<< /Type /Page /Note (JavaScript) >>')],
  ['PDF', packed('<< /Type /Page >>', '/ObjStm /First 5 /Extends 2 0 R')],
  ['PDF', pdf('<< /EncryptMetadata true /LaunchPad 1 >>')],
  ['JPEG', jpeg],
  ['PNG', png],
] as const)('a %s passes byte for byte', (mediaType, bytes) => {
  expect(readDocumentContent(bytes.toString('base64'), mediaType)).toEqual(bytes);
});

describe('what is not what it is said to be is refused', () => {
  test.each([
    ['a program named as a PDF', Buffer.from('MZ\u0090\0program %PDF-1.7 %%EOF', 'latin1'), 'PDF'],
    ['an archive', Buffer.from('PK\u0003\u0004 %%EOF', 'latin1'), 'PDF'],
    ['a page of the web', Buffer.from('<html><script></script></html>'), 'PNG'],
    ['a picture of another type', png, 'JPEG'],
    ['a PDF said to be a picture', pdf('pages'), 'PNG'],
  ] as const)('%s', (_name, bytes, mediaType) => {
    expect(refusalOf(bytes, mediaType)).toBe(`content: is not a ${mediaType}`);
  });

  test.each([
    ['PDF', pdf('pages')],
    ['JPEG', jpeg],
    ['PNG', png],
  ] as const)('a %s that is cut short', (mediaType, bytes) => {
    const half = bytes.subarray(0, bytes.length - 8);
    expect(refusalOf(half, mediaType)).toMatch(/^content: is a \w+ that is cut short$/);
  });
});

describe('a PDF with more than pages is refused', () => {
  test.each([
    ['JavaScript', pdf('<< /S /JavaScript /JS (app.alert(1)) >>')],
    ['JavaScript', pdf('<< /S /J#61va#53cript /JS (app.alert(1)) >>')],
    ['JavaScript', packed('<< /S /JavaScript /JS (app.alert(1)) >>')],
    ['Launch', pdf('<</S/Launch/F(cmd.exe)>>')],
    ['EmbeddedFiles', packed('<</Names<</EmbeddedFiles 4 0 R>>>>')],
    ['SubmitForm', pdf('<< /S /SubmitForm >>')],
  ])('with %s', (part, bytes) => expect(refusalOf(bytes)).toContain(`more than pages (${part})`));

  test.each([
    ['encrypted', pdf('trailer << /Encrypt 5 0 R >>')],
    ['packed under a name in disguise', packed('<< /S /Launch >>', '/Obj#53tm')],
    ['packed in a way that is not known', pdf('<< /Type /ObjStm >> stream\nbroken endstream')],
    ['packed behind another stream in a text', disguised(`(${decoy})`)],
    ['packed behind another stream in a remark', disguised(`%>>${decoy}\n`)],
    ['packed behind another stream in a dictionary', disguised(`/A << >> ${decoy}`)],
    ['packed with its letters moved', disguised('/DecodeParms << /Predictor 12 >>')],
    ['a bomb', packed(' '.repeat(9 * 1024 * 1024))],
  ])('when it cannot be looked into: %s', (_name, bytes) =>
    expect(refusalOf(bytes)).toContain('cannot be looked into'),
  );
});

describe('the encoding', () => {
  test.each([
    ['nothing', ''],
    ['words', 'not base64!'],
    ['the other alphabet', Buffer.from([0xfb, 0xff, 0xff]).toString('base64url')],
    ['without its padding', pdf('pages.').toString('base64').replaceAll('=', '') + 'A'],
  ])('is refused when it is %s', (_name, base64) =>
    expect(refusalOf(base64)).toMatch(/^content: must be base64/),
  );

  test('one byte too many is refused before anything is read', () => {
    const bytes = Buffer.concat([pdf('pages'), Buffer.alloc(mostDocumentBytes)]);
    expect(refusalOf(bytes.subarray(0, mostDocumentBytes + 1))).toBe(
      `content: must be at most ${mostDocumentBytes} bytes`,
    );
  });

  test('as many bytes as there may be pass', () => {
    const file = pdf('pages');
    const bytes = Buffer.concat([file, Buffer.alloc(mostDocumentBytes - file.length, ' ')]);
    expect(readDocumentContent(bytes.toString('base64'), 'PDF')).toHaveLength(mostDocumentBytes);
  });
});
