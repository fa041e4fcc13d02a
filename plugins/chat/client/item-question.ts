import { improveComposer } from './composer.ts';
import { isInPanel, showInPanel } from './panel-view.ts';
import { createQueueLines, followDecisions } from './queue-lines.ts';
import { readRoomData } from './room-data.ts';
import { SendQueue } from './send-queue.ts';
import './chat-room.ts';

/** A question about an item: it waits where its room will be, and once it is there its conversation takes this place. */
class ItemQuestion extends HTMLElement {
	#closing = new AbortController();

	connectedCallback(): void {
		this.#closing = new AbortController();
		openQuestion(this, this.#closing.signal);
	}

	disconnectedCallback(): void {
		this.#closing.abort();
	}
}

function openQuestion(element: HTMLElement, signal: AbortSignal): void {
	const data = readRoomData(element);
	const { item = '', person } = data;
	const queue = new SendQueue(person, item, {
		changed: () => lines.show(queue.list()),
		delivered(_, answer) {
			if (queue.list().every(({ refused }) => refused !== undefined)) goOn(answer);
		},
		takenBack(message) {
			if (composer?.isEmpty !== true) return false;
			lines.drop(message);
			composer.takeBack(message);
			return true;
		},
	});
	const lines = createQueueLines(element, data, signal);
	const composer = improveComposer(element, { data, queue, signal, sent: () => undefined });
	lines.onDecision(followDecisions(queue, composer));
	addEventListener('online', () => void queue.send(), { signal });
	lines.show(queue.list());
	void queue.send();

	function goOn(answer: unknown): void {
		const path = isPlace(answer) ? `/chat/rooms/${answer.roomId}/${answer.number}` : location.pathname;
		if (!isInPanel(element)) location.assign(`${path}?done=chat.ask`);
		else showInPanel(element, { item }).catch(() => location.assign(path));
	}
}

function isPlace(answer: unknown): answer is { readonly roomId: string; readonly number: number } {
	return typeof answer === 'object' && answer !== null && 'roomId' in answer && 'number' in answer;
}

customElements.define('item-question', ItemQuestion);
