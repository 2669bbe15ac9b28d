/*
 * How many segments a text message takes (3GPP TS 23.038 and 23.040): 160 characters of the GSM
 * 7-bit alphabet, or 70 of UCS-2 if one of them is not in it; a few less each when there are more.
 */

const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
    '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Written with an escape before them: two septets. */
const extension = new Set('\f^{}\\[~]|€');

export interface SmsSize {
  readonly alphabet: 'GSM_7' | 'UCS_2';
  readonly segments: number;
}

export function smsSize(text: string): SmsSize {
  const characters = [...text];
  const isGsm7 = characters.every((one) => basic.has(one) || extension.has(one));
  if (!isGsm7) {
    // A surrogate pair is not cut in two.
    const units = characters.map((one) => one.length);
    return { alphabet: 'UCS_2', segments: countSegments(units, 70, 67) };
  }
  const septets = characters.map((one) => (extension.has(one) ? 2 : 1));
  return { alphabet: 'GSM_7', segments: countSegments(septets, 160, 153) };
}

/** Characters are not cut in two, so a segment may end one unit early. */
function countSegments(widths: readonly number[], single: number, each: number): number {
  const total = widths.reduce((sum, width) => sum + width, 0);
  if (total <= single) return 1;
  let segments = 1;
  let filled = 0;
  for (const width of widths) {
    if (filled + width > each) {
      segments += 1;
      filled = 0;
    }
    filled += width;
  }
  return segments;
}
