import { announce } from './announce.ts';
import { sendInParts } from './upload/send-in-parts.ts';

interface Texts {
	/** With `{number}`, `{count}` and `{name}`. */
	readonly sending: string;
	readonly paused: string;
	readonly failed: string;
	readonly sent: string;
}

/**
 * Sends what is to be imported in parts: one sees how far it has come, and a connection that breaks off, or a page that
 * was left, does not begin anew. Without script the form goes as a whole.
 */
class ImportUpload extends HTMLElement {
	connectedCallback(): void {
		const form = this.querySelector('form');
		form?.addEventListener('submit', (event) => {
			const files = [...(form.querySelector<HTMLInputElement>('input[type=file]')?.files ?? [])];
			if (files.length === 0) return;
			event.preventDefault();
			const button = form.querySelector('button');
			if (button) button.disabled = true;
			void this.#send(form.action, files)
				.catch((error: unknown) => this.#fail(error))
				.finally(() => {
					if (button) button.disabled = false;
				});
		});
	}

	async #send(action: string, files: readonly File[]): Promise<void> {
		const total = files.reduce((sum, { size }) => sum + size, 0);
		const target = new URL(action);
		let before = 0;
		for (const [index, file] of files.entries()) {
			const words = this.#texts.sending
				.replace('{number}', String(index + 1))
				.replace('{count}', String(files.length))
				.replace('{name}', file.name);
			const id = await sendInParts(file, {
				progress: (share) => this.#show(words, total === 0 ? 1 : (before + share * file.size) / total),
				paused: () => this.#show(this.#texts.paused),
			});
			before += file.size;
			target.searchParams.append('upload', id);
		}
		this.#show(this.#texts.sent, 1);
		// The hub leads to the page of the import, or back here with what is wrong.
		const { url } = await fetch(target, { method: 'POST' });
		location.assign(url);
	}

	#show(words: string, share?: number): void {
		const line = this.querySelector<HTMLElement>('.import-progress');
		const progress = line?.querySelector('progress');
		const text = line?.querySelector('[role=status]');
		if (!line || !progress || !text) return;
		line.hidden = false;
		if (share !== undefined) progress.value = share;
		if (text.textContent !== words) text.textContent = words;
	}

	#fail(error: unknown): void {
		const words = error instanceof Error && error.message !== '' ? error.message : this.#texts.failed;
		this.#show(words);
		announce(words);
	}

	get #texts(): Texts {
		return JSON.parse(this.dataset['texts'] ?? '{}');
	}
}

customElements.define('import-upload', ImportUpload);
