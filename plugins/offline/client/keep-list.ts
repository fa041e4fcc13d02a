import { announce } from 'verbund/client';
import { ledgerOf } from './ledger.ts';
import { outcomeOfKeeping } from './outcome.ts';

/** A button that keeps all items of a list on this device. The code that keeps comes with the first use. */
class KeepList extends HTMLElement {
	readonly #items = (this.dataset['items'] ?? '').split(' ');
	readonly #person = this.dataset['person'] ?? '';

	connectedCallback(): void {
		if (!isSecureContext || !('locks' in navigator) || !('caches' in window)) return;
		this.hidden = false;
		this.#show();
		this.querySelector('button')?.addEventListener('click', () => void this.#keep());
	}

	#show(): void {
		const kept = ledgerOf(this.#person)?.ids ?? [];
		const isKept = this.#items.every((id) => kept.includes(id));
		for (const part of this.querySelectorAll<HTMLElement>('[data-when]'))
			part.hidden = (part.dataset['when'] === 'kept') !== isKept;
	}

	async #keep(): Promise<void> {
		this.ariaBusy = 'true';
		const outcome = await outcomeOfKeeping(this.#person, () => Promise.resolve(this.#items));
		this.ariaBusy = null;
		const sentence = this.dataset[outcome] ?? '';
		const problem = this.querySelector<HTMLElement>('[data-problem]');
		if (problem) problem.textContent = outcome === 'done' ? '' : sentence;
		announce(sentence);
		this.#show();
		if (outcome === 'done') this.querySelector<HTMLElement>('a')?.focus();
	}
}

customElements.define('keep-list', KeepList);
