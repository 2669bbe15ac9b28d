/** A thing that must stand nowhere, in all the forms in which it could. */
export interface Needle {
  readonly what: string;
  readonly form: string;
  readonly bytes: Buffer;
}

/** The characters of base64 that depend on the text alone, wherever in the bytes it begins. */
function base64Forms(bytes: Buffer): string[] {
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const first = Math.ceil((offset * 4) / 3);
    const known = Math.floor(((offset + bytes.length) * 4) / 3);
    return encoded.slice(first, known);
  });
}

/** Text in plain as written and in one case, in hex and in base64. */
export function textNeedles(what: string, text: string): Needle[] {
  const plain = [...new Set([text, text.toLowerCase(), text.toUpperCase()])];
  return plain.flatMap((spelling) => {
    const bytes = Buffer.from(spelling);
    const base64 = base64Forms(bytes).flatMap((form) => [
      form,
      form.replaceAll('+', '-').replaceAll('/', '_'),
    ]);
    const hex = bytes.toString('hex');
    return [
      { what, form: 'plain', bytes },
      { what, form: 'hex', bytes: Buffer.from(hex) },
      { what, form: 'hex', bytes: Buffer.from(hex.toUpperCase()) },
      ...[...new Set(base64)].map((form) => ({ what, form: 'base64', bytes: Buffer.from(form) })),
    ];
  });
}

/** A coordinate as decimals, also when rounded a little, and as the eight bytes of a double. */
export function coordinateNeedles(what: string, value: number): Needle[] {
  const [whole, decimals = ''] = String(Math.abs(value)).split('.');
  const double = Buffer.alloc(8);
  double.writeDoubleBE(value);
  const reversed = Buffer.from(double).reverse();
  const doubles = [double, reversed].flatMap((bytes) => [
    { what, form: 'double', bytes },
    { what, form: 'double in hex', bytes: Buffer.from(bytes.toString('hex')) },
  ]);
  return [...textNeedles(what, `${whole}.${decimals.slice(0, 7)}`), ...doubles];
}

/** Which of them stand there. */
export function found(needles: readonly Needle[], haystack: Buffer): string[] {
  const hits = needles.filter(({ bytes }) => haystack.includes(bytes));
  return [...new Set(hits.map(({ what, form }) => `${what} (${form})`))];
}
