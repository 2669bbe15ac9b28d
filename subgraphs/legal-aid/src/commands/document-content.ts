import { constants, inflateSync } from 'node:zlib';
import { InvalidInputError } from '@alert-button/platform/errors.ts';
import {
  beginsAs,
  formOf,
  mostDocumentBytes,
  type DocumentMediaType,
} from '../domain/matter-document.ts';
import { activePartOf, isEncrypted, packsOf } from '../domain/pdf-names.ts';

/** What the packed objects of a PDF may unpack to, all together. */
const mostUnpackedBytes = 8 * 1024 * 1024;

const refuse = (message: string): never => {
  throw new InvalidInputError([{ path: 'content', message }]);
};

const cannotLook = 'is a PDF that cannot be looked into; print it to a new PDF';

/** The packed objects of a PDF, as text. @throws InvalidInputError */
function unpack(bytes: Buffer, text: string): string {
  let room = mostUnpackedBytes;
  const unpacked = (packsOf(text) ?? refuse(cannotLook)).map((start) => {
    try {
      // What is cut short is read as far as it goes, as readers do.
      const settings = { maxOutputLength: room, finishFlush: constants.Z_SYNC_FLUSH };
      const objects = inflateSync(bytes.subarray(start), settings);
      room -= objects.length;
      return objects.toString('latin1');
    } catch {
      return refuse(cannotLook);
    }
  });
  return unpacked.join('\n');
}

function lookIntoPdf(bytes: Buffer, text: string): void {
  if (isEncrypted(text)) refuse(cannotLook);
  const part = activePartOf(text) ?? activePartOf(unpack(bytes, text));
  if (part !== null) refuse(`is a PDF with more than pages (${part}); print it to a new PDF`);
}

/**
 * The bytes of a document, when they are what they are said to be: judged by themselves and not by
 * a name. A PDF may hold nothing that runs, sends or is a file within it, as far as can be seen.
 *
 * @throws InvalidInputError
 */
export function readDocumentContent(base64: string, mediaType: DocumentMediaType): Buffer {
  const tooLarge = `must be at most ${mostDocumentBytes} bytes`;
  if (base64.length > Math.ceil(mostDocumentBytes / 3) * 4) refuse(tooLarge);
  const bytes = Buffer.from(base64, 'base64');
  // One text for one content: Node would pass over what is not base64.
  if (bytes.length === 0 || bytes.toString('base64') !== base64) {
    refuse('must be base64 (RFC 4648, section 4), and not empty');
  }
  if (bytes.length > mostDocumentBytes) refuse(tooLarge);
  const { name, ends } = formOf[mediaType];
  if (!beginsAs(bytes, mediaType)) refuse(`is not ${name}`);
  if (!bytes.includes(ends, 0, 'latin1')) refuse(`is ${name} that is cut short`);
  if (mediaType === 'PDF') lookIntoPdf(bytes, bytes.toString('latin1'));
  return bytes;
}
