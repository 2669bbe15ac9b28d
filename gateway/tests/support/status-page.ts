/** A page as a browser without scripts reads it: whole, or as it grows. */
export interface GrowingPage {
  readonly status: number;
  readonly headers: Headers;
  /** What has come so far. */
  text(): string;
  isOver(): boolean;
  leave(): void;
}

/** Presses the button of a page. */
export async function pressButton(
  url: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<GrowingPage> {
  const leaving = new AbortController();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'accept-language': 'en' },
    body: new URLSearchParams(fields),
    signal: leaving.signal,
  });
  let text = '';
  let isOver = false;
  const read = async (body: AsyncIterable<Uint8Array>) => {
    const decoder = new TextDecoder();
    for await (const chunk of body) text += decoder.decode(chunk, { stream: true });
  };
  if (response.body === null) throw new Error('The page is empty');
  void read(response.body)
    .catch(() => undefined)
    .finally(() => (isOver = true));
  return {
    status: response.status,
    headers: response.headers,
    text: () => text,
    isOver: () => isOver,
    leave: () => leaving.abort(),
  };
}
