const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether it has the form of a UUID (RFC 9562), in whatever case. */
export const isUuid = (text: string): boolean => pattern.test(text);
