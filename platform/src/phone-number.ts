import { parsePhoneNumberFromString } from 'libphonenumber-js';

// Mexico dropped the 1 before mobile numbers in 2019; telephones and messengers still show it.
const formerMobile = /^\+521(\d{10})$/;

function mexicanMobile(number = '') {
  const digits = formerMobile.exec(number)?.[1];
  return digits === undefined ? undefined : parsePhoneNumberFromString(`+52${digits}`);
}

/**
 * The number in the form of E.164, or null: without the country it could be two numbers, and an
 * extension cannot be reached by a message.
 */
export function readPhone(typed: string): string | null {
  const text = typed.trim();
  if (!text.startsWith('+')) return null;
  const typedPhone = parsePhoneNumberFromString(text, { extract: false });
  const phone = mexicanMobile(typedPhone?.number) ?? typedPhone;
  return phone !== undefined && phone.isValid() && phone.ext === undefined ? phone.number : null;
}
