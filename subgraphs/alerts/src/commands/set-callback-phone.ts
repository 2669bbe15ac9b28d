import { NotFoundError } from '@alert-button/platform/errors.ts';
import { readPhone } from '@alert-button/platform/phone-number.ts';
import { permit, requireOperator } from '@alert-button/platform/policy.ts';
import { InputCheck } from '../domain/input.ts';
import { policy } from '../policy.ts';
import { sealPhone } from '../store/callback-phone.ts';
import { actOnAlert } from './act-on-alert.ts';
import type { Asking, Services } from './services.ts';
import { requireAlert, type SeenAlert } from './visible-alert.ts';

export interface SetCallbackPhoneInput {
  readonly alertId: string;
  readonly phone?: string | null | undefined;
}

const longestPhone = 40;

function checkPhone(typed: string | null): string | null {
  const check = new InputCheck();
  const phone = typed === null || typed.length > longestPhone ? null : readPhone(typed);
  if (typed !== null && phone === null) {
    check.refuse('phone', 'must be a telephone number that begins with + and the country');
  }
  check.done();
  return phone;
}

/**
 * The person says where they can be called back, which need not be their own telephone; or an
 * operator does for a caller. Nothing takes it away again. An operator's number is not left on a
 * phone that shows a cancel: whoever holds it would see that somebody goes on.
 *
 * @throws InvalidInputError, NotFoundError, AlertStateError; for an operator PhoneShowsCancelError.
 */
export async function setCallbackPhone(
  services: Services,
  asking: Asking,
  input: SetCallbackPhoneInput,
): Promise<SeenAlert> {
  const permitted = permit(policy, 'setCallbackPhone', asking.viewer);
  const viewer = permitted.kind === 'OFFICER' ? requireOperator(permitted) : permitted;
  const phone = checkPhone(input.phone ?? null);
  const { alert } = await requireAlert(services, viewer, input.alertId);
  const isForCaller = alert.channel === 'CALL_CENTRE';
  if (viewer.kind === 'OFFICER' && !isForCaller) throw new NotFoundError('alertId');
  const sealed = phone === null ? null : await sealPhone(services.sealer, alert.id, phone);
  return actOnAlert(
    services,
    { ...asking, viewer },
    {
      alertId: alert.id,
      action: 'setCallbackPhone',
      facts: { hasPhone: phone !== null },
      choose: ({ sealedCallbackPhone }) =>
        sealed === null && sealedCallbackPhone === null
          ? 'DONE'
          : { name: 'LEAVE_PHONE', by: viewer.kind === 'PERSON' ? 'DEVICE' : 'OPERATOR' },
      callbackPhone: { sealed },
    },
  );
}
