import { randomUUID } from 'node:crypto';
import { databaseNow, runSqlIn } from '@alert-button/platform/database/open-database.ts';
import type { RequestContext } from '@alert-button/platform/builder.ts';
import { NotFoundError } from '@alert-button/platform/errors.ts';
import { enqueueMessage } from '@alert-button/platform/messages/queue.ts';
import { testContent } from '../domain/page-text.ts';
import { testSubject } from '../domain/page.ts';
import { readChannels, readLanguage } from '../store/officer-channels.ts';
import type { ArrangeOwnPaging, PagedOfficer, PagingNeeds } from './own-paging.ts';
import type { ChannelInput } from './remove-officer-channel.ts';

const minuteMilliseconds = 60_000;

/**
 * Tries one channel of the officer's own. At most one a minute is sent by each: the same again
 * within it is the same test.
 *
 * @throws NotFoundError
 */
export function createSendTestPage(arrange: ArrangeOwnPaging, { sealer, send }: PagingNeeds) {
  return async (request: RequestContext, { channelId }: ChannelInput): Promise<PagedOfficer> => {
    const result = await arrange(request, 'sendTestPage', async ({ officerId, transaction }) => {
      const known = await readChannels({ prisma: transaction }, sealer, officerId);
      const channel = known.find(({ id }) => id === channelId.toLowerCase());
      if (channel === undefined) throw new NotFoundError('channelId');
      const now = await databaseNow(transaction);
      const minute = Math.floor(now.getTime() / minuteMilliseconds);
      await enqueueMessage(runSqlIn(transaction), sealer, {
        id: randomUUID(),
        subject: testSubject(officerId),
        recipient: officerId,
        onceKey: `test/${channel.id}/${minute}`,
        content: testContent(await readLanguage({ prisma: transaction }, officerId)),
        addresses: channel.address === null ? [] : [channel.address],
        nextAfterSeconds: null,
        isMuted: false,
      });
      return { result: { officerId }, subjectId: channel.id, outcome: 'DONE' };
    });
    send();
    return result;
  };
}
