import { createAddOfficerChannel } from './add-officer-channel.ts';
import { createArrangeOwnPaging, type PagingNeeds } from './own-paging.ts';
import { createReadPaging } from './read-paging.ts';
import { createRemoveOfficerChannel } from './remove-officer-channel.ts';
import { createSendTestPage } from './send-test-page.ts';
import { createSetOfficerChannelOrder } from './set-officer-channel-order.ts';
import { createSetPageLanguage } from './set-page-language.ts';
import { createSetShiftChannels } from './set-shift-channels.ts';

/** How officers are reached away from their screens, each by their own choice. */
export function createPagingCommands(needs: PagingNeeds) {
  const arrange = createArrangeOwnPaging(needs);
  return {
    ...createReadPaging(needs),
    addOfficerChannel: createAddOfficerChannel(arrange, needs),
    removeOfficerChannel: createRemoveOfficerChannel(arrange),
    sendTestPage: createSendTestPage(arrange, needs),
    setOfficerChannelOrder: createSetOfficerChannelOrder(arrange, needs),
    setPageLanguage: createSetPageLanguage(arrange),
    setShiftChannels: createSetShiftChannels(arrange, needs),
  };
}
