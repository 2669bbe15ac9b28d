/** Bytes of the body of a request, from whoever. */
export const largestBody = 256 * 1024;

/**
 * The same from whoever may send a document, and to the service that keeps it: a megabyte in base64,
 * and the operation around it.
 */
export const largestDocumentBody = 1536 * 1024;
