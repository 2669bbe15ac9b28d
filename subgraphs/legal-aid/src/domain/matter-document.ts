export const documentKinds = [
  'IDENTITY',
  'ADMINISTRATIVE_WARRANT',
  'JUDICIAL_WARRANT',
  'CUSTODY_DETERMINATION',
  'NOTICE_TO_APPEAR',
  'COURT_ORDER',
  'POWER_OF_ATTORNEY',
  'MEDICAL',
  'PHOTO',
  'OTHER',
] as const;
export type DocumentKind = (typeof documentKinds)[number];

export const documentMediaTypes = ['PDF', 'JPEG', 'PNG'] as const;
/** What a document may be. What is not here is refused. */
export type DocumentMediaType = (typeof documentMediaTypes)[number];

/** Whose hands did it: the desk's or the provider's. */
export type DocumentOffice = 'DESK' | 'PROVIDER';

/** A matter's papers, and not an archive. */
export const mostDocuments = 50;
export const mostDocumentBytes = 1024 * 1024;
export const mostBytesOfMatter = 24 * 1024 * 1024;

/** Documents of a matter, counted with what each takes up. */
export interface DocumentsKept {
  readonly count: number;
  readonly bytes: number;
}

/** Removed ones count: they are few, and nobody is to fill the table by removing them. */
export const hasRoomFor = ({ count, bytes }: DocumentsKept, newBytes: number): boolean =>
  count < mostDocuments && bytes + newBytes <= mostBytesOfMatter;

/** Who may remove a document: the desk any, a provider what a provider added. */
export const mayRemove = (office: DocumentOffice, addedBy: DocumentOffice): boolean =>
  office === 'DESK' || office === addedBy;

interface Form {
  readonly name: string;
  /** With which bytes it begins. */
  readonly begins: readonly number[];
  /** What stands near its end, or where it ends: without it the file is cut short. */
  readonly ends: string;
}

const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0));

/** How the bytes of each type begin and end (ISO 32000-1, ITU T.81, PNG third edition). */
export const formOf: Readonly<Record<DocumentMediaType, Form>> = {
  PDF: { name: 'a PDF', begins: ascii('%PDF-'), ends: '%%EOF' },
  JPEG: { name: 'a JPEG', begins: [0xff, 0xd8, 0xff], ends: '\u00ff\u00d9' },
  PNG: {
    name: 'a PNG',
    begins: [0x89, ...ascii('PNG\r\n'), 0x1a, 0x0a, 0, 0, 0, 13, ...ascii('IHDR')],
    ends: 'IEND',
  },
};

export const beginsAs = (bytes: Uint8Array, mediaType: DocumentMediaType): boolean =>
  formOf[mediaType].begins.every((byte, index) => bytes[index] === byte);
