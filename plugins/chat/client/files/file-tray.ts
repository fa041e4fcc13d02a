import { announce, randomId } from 'verbund/client';
import { isPicture } from '../../files/is-picture.ts';
import { mostFiles } from '../../files/most-files.ts';
import { readKept } from '../kept.ts';
import { fillFileLine, showMoved, type FileTexts } from './file-line.ts';
import { fileStore } from './file-store.ts';
import { abandon, onMoved, stateOf, upload, type OutgoingFile } from './outgoing.ts';
import { drawThumbnail } from './thumbnail.ts';

/** Files that will go with the next message: they are on their way while one writes, and stay there over a reload. */
export interface FileTray {
	readonly files: readonly OutgoingFile[];
	add(files: readonly File[]): Promise<void>;
	/** False where one of them cannot go: that one is in focus then. */
	requireSendable(): boolean;
	/** Hands them over to a message, and is empty. */
	take(): readonly OutgoingFile[];
	/** From a message that was not accepted. */
	putBack(files: readonly OutgoingFile[]): void;
}

interface TrayParts {
	/** Under which it is kept in this browser. */
	readonly key: string;
	readonly language: string;
	readonly texts: FileTexts;
	readonly signal: AbortSignal;
}

export function createFileTray(
	composer: HTMLElement,
	{ key, language, texts, signal }: TrayParts,
): FileTray | undefined {
	const list = composer.querySelector<HTMLElement>('[data-files]');
	const template = composer.querySelector<HTMLTemplateElement>('[data-file-template]');
	const blank = template?.content.querySelector('li');
	const problem = composer.querySelector<HTMLElement>('[data-problem]');
	if (!list || !blank || !problem) return undefined;
	let files: readonly OutgoingFile[] = [];
	onMoved((moved) => showMoved(list, moved, texts), signal);
	void restore();

	const tray: FileTray = {
		get files() {
			return files;
		},
		async add(chosen) {
			problem.textContent = '';
			const room = mostFiles - files.length;
			const added = chosen.slice(0, room).map((file) => ({ file, outgoing: toOutgoing(file) }));
			// At once, or a message sent meanwhile would leave some behind.
			keep([...files, ...added.map(({ outgoing }) => outgoing)]);
			const stored = added.map(({ file, outgoing }) => fileStore.keep(outgoing.id, file));
			for (const { outgoing } of added) show(outgoing);
			announce(
				added
					.map(({ outgoing }) => say(outgoing.isPicture ? 'pictureAdded' : 'fileAdded', outgoing.name))
					.join(' '),
			);
			if (chosen.length > room) problem.textContent = say('tooManyFiles');
			await Promise.all(stored);
		},
		requireSendable() {
			const refused = list.querySelector<HTMLElement>('[data-refused] [data-remove]');
			refused?.focus();
			return refused === null;
		},
		take() {
			const taken = files;
			keep([]);
			list.replaceChildren();
			return taken;
		},
		putBack(back) {
			keep([...files, ...back]);
			for (const file of back) show(file);
		},
	};
	return tray;

	async function restore(): Promise<void> {
		const kept = readKept<readonly OutgoingFile[]>(key, []);
		const found = await Promise.all(kept.map(({ id }) => fileStore.find(id)));
		tray.putBack(kept.filter((_, index) => found[index] !== undefined));
	}

	function keep(now: readonly OutgoingFile[]): void {
		files = now;
		if (list) list.hidden = now.length === 0;
		if (now.length === 0) localStorage.removeItem(key);
		else localStorage.setItem(key, JSON.stringify(now));
	}

	function show(file: OutgoingFile): void {
		const line = blank?.cloneNode(true);
		if (!(line instanceof HTMLLIElement)) return;
		fillFileLine(line, file, language);
		const remove = line.querySelector('button');
		remove?.setAttribute('aria-label', say('removeFile', file.name));
		remove?.addEventListener('click', () => drop(file.id, line));
		if (file.isPicture) void describe(line, file);
		list?.append(line);
		const moved = stateOf(file.id);
		if (list && moved) showMoved(list, moved, texts);
		upload(file.id).catch((error: unknown) => refuse(line, error));
	}

	async function describe(line: HTMLElement, { id, name, alternative }: OutgoingFile): Promise<void> {
		const label = line.querySelector<HTMLElement>('[data-part="alternative"]');
		const field = label?.querySelector('input');
		if (!label || !field) return;
		label.hidden = false;
		field.value = alternative;
		field.setAttribute('aria-label', say('alternativeOf', name));
		field.addEventListener('input', () =>
			keep(files.map((one) => (one.id === id ? { ...one, alternative: field.value } : one))),
		);
		const canvas = line.querySelector('canvas');
		const file = await fileStore.find(id);
		if (canvas && file) canvas.hidden = !(await drawThumbnail(canvas, file));
	}

	function refuse(line: HTMLElement, error: unknown): void {
		const said = error instanceof Error && error.message !== '' ? error.message : say('fileGone');
		const element = line.querySelector<HTMLElement>('[data-part="error"]');
		const words = element?.querySelector('span');
		if (!element || !words) return;
		line.dataset['refused'] = '';
		element.hidden = false;
		words.textContent = said;
		announce(`${line.querySelector('b')?.textContent ?? ''}: ${said}`);
	}

	function drop(id: string, line: HTMLElement): void {
		const next = line.nextElementSibling ?? line.previousElementSibling;
		line.remove();
		keep(files.filter((file) => file.id !== id));
		void abandon(id);
		const focused = next?.querySelector<HTMLElement>('[data-remove]') ?? composer.querySelector('textarea');
		focused?.focus();
	}

	function say(key: string, name = ''): string {
		return (texts[key] ?? '').replace('{name}', name);
	}
}

function toOutgoing({ name, size, type }: File): OutgoingFile {
	return { id: randomId(), name, size, isPicture: isPicture(type), alternative: '' };
}
