import { initials } from 'verbund/client';
import { follows } from '../messages/follows.ts';
import type { Message } from '../messages/message.ts';
import { fillActs } from './message-menu.ts';
import { showPoll } from './poll.ts';
import { showReactions } from './reactions.ts';

export type ChatTexts = Readonly<Record<string, string>>;

interface LineParts {
	readonly template: HTMLTemplateElement;
	readonly texts: ChatTexts;
	readonly language: string;
}

/** Lines for what arrives while the page is open, in the markup of those that came with it. */
export function createLineMaker({ template, texts, language }: LineParts) {
	const clock = new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone: 'Europe/Berlin' });
	const blank = () => {
		const line = template.content.querySelector('li')?.cloneNode(true);
		if (!(line instanceof HTMLLIElement)) throw new Error('There is no line to copy.');
		return line;
	};

	return { lineOf, update, place, updateReplies };

	function lineOf(message: Message, ownId: string): HTMLLIElement {
		const line = blank();
		const url = `/chat/rooms/${message.roomId}/${message.number}`;
		line.id = `m${message.number}`;
		const { id, number, clientId: client, authorId, at } = message;
		Object.assign(line.dataset, { id, number, client, author: authorId ?? '', at });
		line.classList.toggle('message-own', message.authorId === ownId);
		setText(line, 'author', message.author ?? texts['gone'] ?? '');
		setSign(line, message);
		setTime(line, message.at, url);
		fillActs(line, message);
		setQuote(line, message);
		update(line, message);
		return line;
	}

	/** What can change of a message, in the line that stands there: its menu, its cards and the focus stay. */
	function update(line: HTMLElement, message: Message): void {
		const url = `/chat/rooms/${message.roomId}/${message.number}`;
		line.classList.toggle('message-answer', message.isAnswer);
		place(line, message);
		show(line, 'edited', message.isEdited);
		line.querySelector('[data-part="edited"] a')?.setAttribute('href', `${url}/edit#earlier`);
		show(line, 'open', message.kind === 'question' && !message.isAnswered && message.removed === null);
		show(line, 'answered', message.isAnswered && message.removed === null);
		show(line, 'answer', message.isAnswer);
		setBody(line, message);
		showReactions(line, message.reactions);
		showPoll(line, message.options);
		describePictures(line, message.files);
		updateReplies(line, message.replies.count, url);
	}

	/** Under the head of the message above, or with one of its own. */
	function place(line: HTMLElement, message: Message): void {
		const above = line.previousElementSibling;
		const { author = '', at } = above instanceof HTMLElement ? above.dataset : {};
		const placed = author === '' ? undefined : { authorId: author, at: Number(at) };
		line.classList.toggle('message-following', follows(placed, message));
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
		body.classList.toggle('message-removed', removed !== null);
		if (removed === null) {
			if (body.innerHTML !== html) body.innerHTML = html;
			return;
		}
		body.textContent = texts[removed] ?? '';
		line.querySelector('.message-acts')?.remove();
		for (const name of ['files', 'cards', 'poll']) part(line, name)?.replaceChildren();
	}

	function updateReplies(line: HTMLElement, count: number, url: string): void {
		const link = part(line, 'replies');
		if (!link) return;
		link.setAttribute('href', url);
		if (line.dataset['replies'] !== String(count)) {
			const words = (count === 1 ? texts['reply'] : texts['replies']) ?? '';
			link.textContent = words.replace('{count}', String(count));
		}
		line.dataset['replies'] = String(count);
		link.hidden = count === 0 || line.classList.contains('message-answer');
	}
}

/** The pictures themselves stay as they are. */
function describePictures(line: HTMLElement, files: Message['files']): void {
	for (const { url, name, alternative } of files) {
		const picture = line.querySelector<HTMLImageElement>(`.chat-picture img[src="${CSS.escape(url)}"]`);
		if (picture) picture.alt = alternative === '' ? name : alternative;
	}
}

function setSign(line: HTMLElement, { organisation }: Message): void {
	const sign = part(line, 'sign');
	if (!sign || !organisation) return;
	const mark = document.createElement('span');
	mark.className = `organisation-mark org-${organisation.slug}`;
	mark.title = organisation.name;
	mark.textContent = initials(organisation.shortName);
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
