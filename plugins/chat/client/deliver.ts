import { execute } from 'verbund/client';
import { forget, upload } from './files/outgoing.ts';
import type { Queued } from './send-queue.ts';

/** Brings a message to the hub, its files first. @throws what `execute` and `upload` throw */
export async function deliver(queued: Queued): Promise<unknown> {
	const { clientId, text, roomId, threadId, quotedId, itemId, files = [] } = queued;
	const sent: { uploadId: string; alternative: string }[] = [];
	for (const { id, alternative } of files) sent.push({ uploadId: await upload(id), alternative });
	const said = { clientId, text, ...(sent.length === 0 ? {} : { files: sent }) };
	const answer =
		itemId === undefined
			? await execute('chat.send', { ...said, roomId, threadId, quotedId }, clientId)
			: await execute('chat.ask', { ...said, itemId }, clientId);
	for (const { id } of files) void forget(id);
	return answer;
}
