import type { FollowerClient } from '@alert-button/sdk/follower';
import type { Telephone } from './pages.ts';

/** The national line that answers day and night; it says nothing of where anybody is. */
const nationalLine = 'ciam';

/**
 * Whom to call: the consulate when the link shows it, else the national line. From the public
 * directory, with how far its number is to be trusted; null when it cannot be had.
 */
export async function findTelephone(
  client: FollowerClient,
  consulateCode: string | null,
): Promise<Telephone | null> {
  try {
    const consulate =
      consulateCode === null ? null : await client.consulate({ code: consulateCode });
    if (consulate) {
      const { name, phone, isPhoneVerified, protectionPhone, isProtectionPhoneVerified } =
        consulate;
      const numbers = [
        { number: protectionPhone, isConfirmed: isProtectionPhoneVerified },
        { number: phone, isConfirmed: isPhoneVerified },
      ].flatMap(({ number, isConfirmed }) => (number ? [{ name, number, isConfirmed }] : []));
      const best = numbers.find(({ isConfirmed }) => isConfirmed) ?? numbers[0];
      if (best !== undefined) return best;
    }
    const lines = await client.nationalLines();
    const line = lines?.find(({ code }) => code === nationalLine);
    return line === undefined
      ? null
      : { name: line.name, number: line.phone, isConfirmed: line.isVerified };
  } catch {
    // The directory may be away; how it stands is shown all the same.
    return null;
  }
}
