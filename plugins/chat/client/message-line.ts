import type { Message } from '../messages/message.ts';
import type { Queued } from './send-queue.ts';

export type ChatTexts = Readonly<Record<string, string>>;

interface LineParts {
	readonly template: HTMLTemplateElement;
	readonly texts: ChatTexts;
	readonly language: string;
}

/** Lines for messages that arrive while the page is open, in the markup of those that came with it. */
export function createLineMaker({ template, texts, language }: LineParts) {
	const clock = new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone: 'Europe/Berlin' });
	const blank = () => {
		const line = template.content.querySelector('li')?.cloneNode(true);
		if (!(line instanceof HTMLLIElement)) throw new Error('There is no line to copy.');
		return line;
	};

	return { lineOf, queuedLine, updateReplies };

	function lineOf(message: Message, ownId: string): HTMLLIElement {
		const line = blank();
		line.id = `m${message.number}`;
		Object.assign(line.dataset, { id: message.id, number: String(message.number), client: message.clientId });
		line.classList.toggle('message-answer', message.isAnswer);
		line.classList.toggle('message-own', message.authorId === ownId);
		const url = `/chat/rooms/${message.roomId}/${message.number}`;
		setText(line, 'author', message.author ?? texts['gone'] ?? '');
		setSign(line, message);
		setTime(line, message.at, url);
		for (const link of line.querySelectorAll<HTMLAnchorElement>('[data-act]')) {
			link.href = link.dataset['act'] === 'reply' ? `${url}#reply` : `${url}/edit`;
		}
		show(line, 'edited', message.isEdited);
		line.querySelector('[data-part="edited"] a')?.setAttribute('href', `${url}/edit#earlier`);
		setBody(line, message);
		setQuote(line, message);
		setFiles(line, message);
		setReactions(line, message);
		updateReplies(line, message.replies.count, url);
		return line;
	}

	function queuedLine({ clientId, text, refused }: Queued, author: string): HTMLLIElement {
		const line = blank();
		line.removeAttribute('id');
		line.dataset['client'] = clientId;
		line.dataset['state'] = refused === undefined ? 'waiting' : 'refused';
		setText(line, 'author', author);
		line.querySelector('.message-acts')?.remove();
		const time = line.querySelector('[data-part="time"]');
		const state = document.createElement('small');
		state.textContent =
			refused === undefined ? (texts['queued'] ?? '') : `${texts['failed'] ?? ''} ${refused}`;
		time?.replaceWith(state);
		const body = part(line, 'body');
		if (body) {
			body.textContent = text;
			body.classList.add('message-plain');
		}
		if (refused !== undefined) body?.after(button('retry'), ' ', button('discard'));
		return line;
	}

	function button(act: 'retry' | 'discard'): HTMLButtonElement {
		const element = document.createElement('button');
		element.type = 'button';
		element.className = 'link-button';
		element.dataset['queued'] = act;
		element.textContent = texts[act] ?? '';
		return element;
	}

	function setTime(line: HTMLElement, at: number, url: string): void {
		const link = part(line, 'time');
		const time = link?.querySelector('time');
		if (!time) return;
		link?.setAttribute('href', url);
		time.dateTime = new Date(at).toISOString();
		time.textContent = clock.format(at);
	}

	/** The server has cleaned the HTML; it is the same that a page would bring. */
	function setBody(line: HTMLElement, { html, removed }: Message): void {
		const body = part(line, 'body');
		if (!body) return;
		if (removed === null) {
			body.innerHTML = html;
			return;
		}
		const note = document.createElement('p');
		note.className = 'message-removed';
		note.textContent = texts[removed] ?? '';
		body.replaceWith(note);
		line.querySelector('.message-acts')?.remove();
	}

	function updateReplies(line: HTMLElement, count: number, url: string): void {
		const thread = part(line, 'thread');
		line.dataset['replies'] = String(count);
		if (!thread || count === 0 || line.classList.contains('message-answer')) return;
		const link = thread.querySelector('a') ?? document.createElement('a');
		link.href = url;
		link.textContent = (texts['replies'] ?? '').replace('{count}', String(count));
		thread.replaceChildren(link);
		thread.hidden = false;
	}
}

function setSign(line: HTMLElement, { organisation }: Message): void {
	const sign = part(line, 'sign');
	if (!sign || !organisation) return;
	const mark = document.createElement('span');
	mark.className = `organisation-mark org-${organisation.slug}`;
	mark.title = organisation.name;
	mark.textContent = organisation.shortName
		.split(/[\s-]+/)
		.map((word) => word.charAt(0))
		.join('')
		.slice(0, 2)
		.toUpperCase();
	sign.replaceChildren(mark);
}

function setQuote(line: HTMLElement, { quoted, roomId }: Message): void {
	const quote = part(line, 'quote');
	if (!quote || !quoted) return;
	const link = document.createElement('a');
	link.href = `/chat/rooms/${roomId}/${quoted.number}`;
	link.textContent = quoted.author ?? '…';
	const words = document.createElement('p');
	words.textContent = quoted.text;
	quote.replaceChildren(link, words);
	quote.hidden = false;
}

function setFiles(line: HTMLElement, { files }: Message): void {
	part(line, 'files')?.replaceChildren(
		...files.map(({ url, name }) => {
			const link = document.createElement('a');
			link.className = 'chat-card';
			link.href = url;
			link.textContent = name;
			return link;
		}),
	);
}

function setReactions(line: HTMLElement, { reactions }: Message): void {
	const list = part(line, 'reactions');
	if (!list) return;
	list.replaceChildren(
		...reactions.map(({ sign, count }) => {
			const entry = document.createElement('li');
			entry.append(iconOf(sign), ` ${count}`);
			return entry;
		}),
	);
	list.hidden = reactions.length === 0;
}

/** The page brings the signs once; each is copied from there. */
function iconOf(sign: string): Node | string {
	const icon = document.querySelector(`[data-sign="${CSS.escape(sign)}"] svg`);
	return icon?.cloneNode(true) ?? sign;
}

function setText(line: HTMLElement, name: string, text: string): void {
	const element = part(line, name);
	if (element) element.textContent = text;
}

function show(line: HTMLElement, name: string, isShown: boolean): void {
	const element = part(line, name);
	if (element) element.hidden = !isShown;
}

function part(line: HTMLElement, name: string): HTMLElement | null {
	return line.querySelector<HTMLElement>(`[data-part="${name}"]`);
}
