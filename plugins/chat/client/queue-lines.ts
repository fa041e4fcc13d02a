import type { ImprovedComposer } from './composer.ts';
import { fillFileLine, showMoved } from './files/file-line.ts';
import { abandon, onMoved, stateOf } from './files/outgoing.ts';
import type { RoomData } from './room-data.ts';
import type { Queued, SendQueue } from './send-queue.ts';

/** What somebody does with a message that was not accepted. */
type Decision = 'retry' | 'change' | 'discard';
type Decide = (decision: Decision, message: Queued) => void;

/** What waits to be sent, at the end of the messages. */
export interface QueueLines {
	show(waiting: readonly Queued[]): void;
	/** One that stands in the field again. */
	drop(message: Pick<Queued, 'clientId'>): void;
	onDecision(decide: Decide): void;
}

export function createQueueLines(
	room: HTMLElement,
	{ name, thread, language, texts }: RoomData,
	signal: AbortSignal,
): QueueLines {
	const list = room.querySelector<HTMLElement>('[data-list]');
	const blank = room
		.querySelector<HTMLTemplateElement>('[data-queued-template]')
		?.content.querySelector('li');
	let shown: readonly Queued[] = [];
	let decide: Decide = () => undefined;
	onMoved((moved) => {
		if (list) showMoved(list, moved, texts);
	}, signal);
	room.addEventListener('click', ({ target }) => {
		const button = target instanceof Element ? target.closest<HTMLElement>('[data-queued]') : null;
		const clientId = button?.closest<HTMLElement>('li[data-state]')?.dataset['client'];
		const message = shown.find((one) => one.clientId === clientId);
		const decision = button?.dataset['queued'];
		if (message && isDecision(decision)) decide(decision, message);
	});

	return {
		show(waiting) {
			shown = waiting.filter(({ threadId }) => threadId === thread);
			for (const line of list?.querySelectorAll<HTMLElement>('li[data-state]') ?? []) {
				// What was sent stands here until the hub's own line comes.
				const isKept = shown.some(({ clientId }) => clientId === line.dataset['client']);
				if (isKept || line.dataset['state'] === 'refused') line.remove();
			}
			for (const message of shown) {
				const line = lineFor(message);
				if (line) list?.append(line);
			}
		},
		drop({ clientId }) {
			list?.querySelector(`li[data-state][data-client="${CSS.escape(clientId)}"]`)?.remove();
		},
		onDecision(listener) {
			decide = listener;
		},
	};

	function lineFor({ clientId, text, refused, files = [] }: Queued): HTMLLIElement | undefined {
		const line = blank?.cloneNode(true);
		if (!(line instanceof HTMLLIElement)) return undefined;
		const part = (of: string) => line.querySelector<HTMLElement>(`[data-part="${of}"]`);
		line.dataset['client'] = clientId;
		line.dataset['state'] = refused === undefined ? 'waiting' : 'refused';
		setText(part('author'), name);
		setText(part('body'), text);
		const because = refused === '' ? texts['fileGone'] : refused;
		setText(part('state'), because === undefined ? texts['queued'] : `${texts['failed'] ?? ''} ${because}`);
		const decisions = part('decisions');
		if (decisions) decisions.hidden = refused === undefined;
		const place = part('files');
		const blankFile = place?.querySelector('li')?.cloneNode(true);
		place?.replaceChildren();
		for (const file of files) {
			const fileLine = blankFile?.cloneNode(true);
			if (!(fileLine instanceof HTMLLIElement)) continue;
			fillFileLine(fileLine, file, language);
			place?.append(fileLine);
			const moved = stateOf(file.id);
			if (place && moved) showMoved(place, moved, texts);
		}
		return line;
	}
}

/** To change a message takes it back into the field; what is thrown away, the hub need not keep either. */
export function followDecisions(queue: SendQueue, composer: ImprovedComposer | undefined): Decide {
	return (decision, message) => {
		if (decision === 'retry') {
			queue.retry(message);
			return;
		}
		queue.discard(message);
		if (decision === 'change') composer?.takeBack({ ...message, refused: '' });
		else for (const { id } of message.files ?? []) void abandon(id);
	};
}

function setText(element: HTMLElement | null, text = ''): void {
	if (element) element.textContent = text;
}

function isDecision(value: string | undefined): value is Decision {
	return value === 'retry' || value === 'change' || value === 'discard';
}
