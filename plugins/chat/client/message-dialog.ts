import { focusOnMessage } from './message-keys.ts';
import { isSending } from './sending-key.ts';

interface DialogParts {
	readonly texts: Readonly<Record<string, string>>;
	/** In the words of the hub. */
	done(words: string): void;
}

export interface MessageDialog {
	/** The card of the message's page that the link leads to. Without the dialog the link leads there. */
	open(link: HTMLAnchorElement, line: HTMLElement): Promise<void>;
}

/** What the page of a message offers in cards, over the conversation: the forms are those of the page, and post to it. */
export function createMessageDialog(room: HTMLElement, { texts, done }: DialogParts): MessageDialog {
	const dialog = room.querySelector<HTMLDialogElement>('[data-message-dialog]');
	const place = dialog?.querySelector('[data-shown]');
	const problem = dialog?.querySelector('[data-dialog-problem]');
	let about: { readonly url: URL; readonly line: HTMLElement } | undefined;
	dialog?.querySelector('[data-close]')?.addEventListener('click', () => dialog.close());
	dialog?.addEventListener('close', () => {
		if (about) focusOnMessage(about.line);
		place?.replaceChildren();
	});
	dialog?.addEventListener('keydown', (event) => {
		const { key, target } = event;
		// Escape closes the dialog, and not the panel around it as well.
		if (key === 'Escape') dialog.close();
		else if (target instanceof HTMLTextAreaElement && isSending(event)) target.form?.requestSubmit();
		else return;
		event.preventDefault();
		event.stopPropagation();
	});
	dialog?.addEventListener('submit', (event) => {
		const { target, submitter } = event;
		event.preventDefault();
		event.stopPropagation();
		if (target instanceof HTMLFormElement) void send(new FormData(target, submitter));
	});

	return {
		async open({ href }, line) {
			const url = new URL(href);
			const page = await fetchPage(url).catch(() => null);
			if (!dialog || !page || !show(page, url)) {
				location.assign(href);
				return;
			}
			about = { url, line };
			dialog.ariaLabel = place?.querySelector('h2')?.textContent ?? null;
			dialog.showModal();
			const field = place?.querySelector<HTMLElement>('textarea, input:not([type=hidden]), form button');
			field?.focus();
			if (field instanceof HTMLTextAreaElement)
				field.setSelectionRange(field.value.length, field.value.length);
		},
	};

	function show(page: Document, { hash }: URL): boolean {
		const card = page.getElementById(hash.slice(1));
		if (!card) return false;
		if (problem) problem.textContent = '';
		place?.replaceChildren(card);
		return true;
	}

	async function send(data: FormData): Promise<void> {
		if (!about) return;
		const { url } = about;
		const words = [...data].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
		const body = new URLSearchParams(words);
		const page = await fetchPage(url, { method: 'POST', body }).catch(() => null);
		const answer = page?.getElementById('answer');
		if (answer?.dataset['answer'] === 'done') {
			dialog?.close();
			done(answer.textContent.trim());
			return;
		}
		const isExplained = page !== null && show(page, url) && place?.querySelector('.field-error') !== null;
		if (problem && !isExplained) problem.textContent = answer?.textContent.trim() ?? texts['notDone'] ?? '';
	}
}

async function fetchPage(url: URL, init: RequestInit = {}): Promise<Document> {
	const response = await fetch(url, init);
	return new DOMParser().parseFromString(await response.text(), 'text/html');
}
