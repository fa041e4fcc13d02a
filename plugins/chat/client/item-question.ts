import { isInPanel, showInPanel } from './panel-view.ts';
import { readRoomData } from './room-data.ts';
import { openSending } from './sending.ts';
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
	const { item = '' } = data;
	openSending(element, { data, signal, sent: () => undefined, delivered: goOn });

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
