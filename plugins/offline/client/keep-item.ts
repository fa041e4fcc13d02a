import { announce } from 'verbund/client';
import { ledgerOf } from './ledger.ts';

/** Buttons that keep an item, or all of its collection, on this device. The code that keeps comes with the first use. */
class KeepItem extends HTMLElement {
	readonly #item = this.dataset['item'] ?? '';
	readonly #person = this.dataset['person'] ?? '';

	connectedCallback(): void {
		if (!isSecureContext || !('locks' in navigator) || !('caches' in window)) return;
		this.hidden = false;
		this.#show();
		this.addEventListener('click', ({ target }) => {
			const act = target instanceof Element && target.closest('button')?.dataset['act'];
			if (act) void this.#act(act);
		});
	}

	#show(said?: string): void {
		const isKept = ledgerOf(this.#person)?.ids.includes(this.#item) ?? false;
		for (const part of this.querySelectorAll<HTMLElement>('[data-when]'))
			part.hidden = (part.dataset['when'] === 'kept') !== isKept;
		const sentence = said && this.dataset[said];
		if (sentence) announce(sentence);
		const problem = this.querySelector<HTMLElement>('[data-problem]');
		if (problem) problem.textContent = said && !said.startsWith('done') ? (sentence ?? '') : '';
	}

	async #act(act: string): Promise<void> {
		const focused = document.activeElement;
		this.ariaBusy = 'true';
		this.#show(await this.#outcome(act));
		this.ariaBusy = null;
		// The button that was pressed has made room for its opposite.
		if (focused instanceof HTMLElement && focused.hidden)
			this.querySelector<HTMLElement>('button:not([hidden])')?.focus();
	}

	async #outcome(act: string): Promise<string> {
		try {
			const { keep, listCollection, release } = await import('./contact.ts');
			if (act === 'release') {
				await release(this.#person, [this.#item]);
				return 'doneReleased';
			}
			const collection = this.dataset['collection'] ?? '';
			const ids = act === 'keep' ? [this.#item] : await listCollection(collection);
			const contact = await keep(this.#person, ids);
			return contact === 'done' ? (act === 'keep' ? 'doneKept' : 'doneCollection') : contact;
		} catch (error) {
			return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'unreachable';
		}
	}
}

customElements.define('keep-item', KeepItem);
