import { createComposerQuote } from './composer-quote.ts';
import { createFileTray } from './files/file-tray.ts';
import { takeFiles } from './files/take-files.ts';
import type { RoomData } from './room-data.ts';
import type { Queued, SendQueue } from './send-queue.ts';
import { isSending } from './sending-key.ts';
import { improveSuggestions } from './suggest.ts';
import { draftKeyOf } from './waiting.ts';

export interface ImprovedComposer {
	/** What is written next quotes this message. */
	quote(line: HTMLElement): void;
	/** What was not accepted stands in the field again, with its files and with what speaks against it. */
	takeBack(message: Queued): void;
	/** Nothing would be in the way of what comes back. */
	readonly isEmpty: boolean;
}

interface ComposerParts {
	readonly data: RoomData;
	readonly queue: SendQueue;
	readonly signal: AbortSignal;
	sent(): void;
}

/** The form sends without leaving the page; what is not sent yet is there again after a reload. */
export function improveComposer(
	room: HTMLElement,
	{ data, queue, signal, sent }: ComposerParts,
): ImprovedComposer | undefined {
	const field = room.querySelector<HTMLTextAreaElement>('#composer-text');
	const composer = room.querySelector<HTMLElement>('.composer');
	const problem = room.querySelector<HTMLElement>('[data-problem]');
	const { form } = field ?? {};
	if (!field || !form || !composer || !problem) return undefined;
	const { person, thread, texts, language } = data;
	const draftKey = draftKeyOf(person, thread ?? data.room ?? data.item ?? '');
	if (field.value === '') field.value = localStorage.getItem(draftKey) ?? '';
	for (const helper of room.querySelectorAll('[data-with-script]')) helper.removeAttribute('hidden');
	const list = room.querySelector<HTMLElement>('.suggestions');
	const place: Readonly<Record<string, string>> =
		data.room === undefined ? { item: data.item ?? '' } : { room: data.room };
	if (list)
		improveSuggestions(field, list, { place, texts: JSON.parse(composer.dataset['suggest'] ?? '{}') });
	const quote = createComposerQuote(form, field, texts);
	const tray = createFileTray(composer, { key: `${draftKey}:files`, language, texts, signal });
	if (tray)
		takeFiles(room, field, { pictureName: texts['pasted'] ?? '', chosen: (files) => void tray.add(files) });
	// With files a message needs no words; without script, and without files, it does.
	field.required = false;

	field.addEventListener('input', keepDraft);
	field.addEventListener('keydown', (event) => {
		if (!isSending(event)) return;
		event.preventDefault();
		form.requestSubmit();
	});
	form.addEventListener('submit', (event) => {
		event.preventDefault();
		const text = field.value.trim();
		const asks = event.submitter?.dataset['asksAbout'] ?? (data.room === undefined ? data.item : undefined);
		const hasFiles = tray !== undefined && tray.files.length > 0;
		if (text === '' && (!hasFiles || asks !== undefined)) return;
		problem.textContent = '';
		if (tray?.requireSendable() === false) return;
		queue.add({
			...{ text, roomId: data.room ?? null },
			...(asks === undefined ? {} : { itemId: asks }),
			...(thread === undefined ? {} : { threadId: thread }),
			...(quote.id === undefined ? {} : { quotedId: quote.id }),
			...(hasFiles ? { files: tray.take() } : {}),
		});
		quote.end();
		field.value = '';
		keepDraft();
		field.focus();
		sent();
	});

	return {
		quote: (line) => quote.set(line),
		takeBack({ text, files = [], refused = '', refusedFile }) {
			field.value = [text, field.value].filter((part) => part !== '').join('\n');
			keepDraft();
			tray?.putBack(files);
			const name = refusedFile === undefined ? undefined : files[refusedFile]?.name;
			problem.textContent = [name, refused].filter((part) => part !== undefined && part !== '').join(': ');
		},
		get isEmpty() {
			return field.value.trim() === '' && (tray?.files ?? []).length === 0;
		},
	};

	function keepDraft(): void {
		if (field?.value) localStorage.setItem(draftKey, field.value);
		else localStorage.removeItem(draftKey);
	}
}
