import { improveComposer, type ImprovedComposer } from './composer.ts';
import { createQueueLines, followDecisions } from './queue-lines.ts';
import type { RoomData } from './room-data.ts';
import { SendQueue } from './send-queue.ts';

interface SendingParts {
	readonly data: RoomData;
	readonly signal: AbortSignal;
	/** Something was sent off. */
	sent(): void;
	/** The hub has the last of what can be sent. */
	delivered?(answer: unknown): void;
}

interface Sending {
	/** Undefined where the reader may not write. */
	readonly composer: ImprovedComposer | undefined;
	/** Tries again what waits. */
	send(): void;
}

/**
 * Where one writes, and what waits to be sent. What the hub refuses stands in the field again; where somebody has
 * written on meanwhile, it stays in the list, and they decide.
 */
export function openSending(element: HTMLElement, { data, signal, sent, delivered }: SendingParts): Sending {
	const { room = '', item, person, thread } = data;
	const queue = new SendQueue(person, item ?? room, {
		changed: () => lines.show(queue.list()),
		delivered(_, answer) {
			if (queue.list().every(({ refused }) => refused !== undefined)) delivered?.(answer);
		},
		takenBack(message) {
			if (composer?.isEmpty !== true || message.threadId !== thread) return false;
			lines.drop(message);
			composer.takeBack(message);
			return true;
		},
	});
	const lines = createQueueLines(element, data, signal);
	const composer = improveComposer(element, { data, queue, signal, sent });
	lines.onDecision(followDecisions(queue, composer));
	addEventListener('online', send, { signal });
	lines.show(queue.list());
	send();

	return { composer, send };

	function send(): void {
		void queue.send();
	}
}
