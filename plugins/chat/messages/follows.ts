import type { Message } from './message.ts';

/** Milliseconds within which one says something in one breath. */
const breath = 5 * 60_000;

/** What decides whether a message stands under the head of the one above it. */
type Placed = Pick<Message, 'authorId' | 'at'>;

/** True for what somebody adds to their own words: name and sign stand there already. */
export function follows(
	above: Placed | undefined,
	message: Placed & Pick<Message, 'kind' | 'isEdited' | 'isAnswer' | 'removed'>,
): boolean {
	const isPlain =
		message.kind === 'message' && !message.isEdited && !message.isAnswer && message.removed === null;
	if (!above || !isPlain || message.authorId === null) return false;
	return above.authorId === message.authorId && message.at - above.at < breath;
}
