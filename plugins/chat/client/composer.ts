import type { SendQueue } from './send-queue.ts';
import { improveSuggestions } from './suggest.ts';

const drafts = 'verbund:chat:';

interface ComposerParts {
	/** Under which the draft is kept. */
	readonly key: string;
	readonly thread: string | undefined;
	sent(): void;
	readonly texts: Readonly<Record<string, string>>;
}

export interface ImprovedComposer {
	/** What is written next quotes this message. */
	quote(line: HTMLElement): void;
}

/** The form sends without leaving the page; what is not sent yet is there again after a reload. */
export function improveComposer(
	room: HTMLElement,
	queue: SendQueue,
	{ key, thread, sent, texts }: ComposerParts,
): ImprovedComposer | undefined {
	const field = room.querySelector<HTMLTextAreaElement>('#composer-text');
	const { form } = field ?? {};
	if (!field || !form || form.querySelector<HTMLInputElement>('[name=_command]')?.value !== 'chat.send')
		return undefined;
	const draftKey = drafts + key;
	if (field.value === '') field.value = localStorage.getItem(draftKey) ?? '';
	for (const helper of room.querySelectorAll('[data-with-script]')) helper.removeAttribute('hidden');
	const list = room.querySelector<HTMLElement>('.suggestions');
	const place = { room: room.dataset['room'] ?? '' };
	const words = room.querySelector<HTMLElement>('[data-suggest]')?.dataset['suggest'] ?? '{}';
	if (list) improveSuggestions(field, list, { place, texts: JSON.parse(words) });

	field.addEventListener('input', () => {
		if (field.value === '') localStorage.removeItem(draftKey);
		else localStorage.setItem(draftKey, field.value);
	});
	field.addEventListener('keydown', (event) => {
		const sends = event.key === 'Enter' && !event.shiftKey && !event.isComposing && !event.altKey;
		// On glass the key that sends is the button beside the field.
		if (!sends || matchMedia('(pointer: coarse)').matches) return;
		event.preventDefault();
		form.requestSubmit();
	});
	form.addEventListener('submit', (event) => {
		event.preventDefault();
		const text = field.value.trim();
		if (text === '') return;
		const { submitter } = event;
		const itemId = submitter?.dataset['asksAbout'];
		const quotedId = form.querySelector<HTMLInputElement>('[name=quotedId]')?.value;
		queue.add({
			text,
			...(itemId === undefined ? {} : { itemId }),
			...(thread === undefined ? {} : { threadId: thread }),
			...(quotedId === undefined ? {} : { quotedId }),
		});
		endQuote();
		field.value = '';
		localStorage.removeItem(draftKey);
		field.focus();
		sent();
	});
	room.querySelector('.composer-quote a')?.addEventListener('click', (event) => {
		event.preventDefault();
		endQuote();
	});

	return { quote };

	function endQuote(): void {
		form?.querySelector('[name=quotedId]')?.remove();
		room.querySelector('.composer-quote')?.remove();
		field?.focus();
	}

	function quote(line: HTMLElement): void {
		endQuote();
		const author = line.querySelector('[data-part="author"]')?.textContent ?? '';
		const id = Object.assign(document.createElement('input'), { type: 'hidden', name: 'quotedId' });
		id.value = line.dataset['id'] ?? '';
		const from = document.createElement('p');
		from.textContent = (texts['quoting'] ?? '').replace('{name}', author);
		const words = document.createElement('blockquote');
		words.textContent = line.querySelector('[data-part="body"]')?.textContent.trim().slice(0, 200) ?? '';
		const none = Object.assign(document.createElement('button'), {
			type: 'button',
			className: 'link-button',
		});
		none.textContent = texts['noQuote'] ?? '';
		none.addEventListener('click', endQuote);
		const shown = document.createElement('div');
		shown.className = 'composer-quote';
		shown.append(from, words, none);
		form?.append(id);
		form?.before(shown);
		field?.focus();
	}
}
