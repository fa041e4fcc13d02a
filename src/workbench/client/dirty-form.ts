import { announce } from './announce.ts';
import { draftStore } from './draft-store.ts';
import { fillForm, hasTexts, textsOf } from './form-texts.ts';

/**
 * Keeps what was typed into its form until the hub has it. A text stays after sending, too, and goes only when the
 * next page says "done": a lost connection loses nothing.
 */
class DirtyForm extends HTMLElement {
	#dirty = false;
	#timer = 0;
	readonly #listening = new AbortController();

	connectedCallback(): void {
		const form = this.querySelector('form');
		if (!form) return;
		const { signal } = this.#listening;
		this.#offerDraft(form);
		form.addEventListener('input', () => this.#changed(form), { signal });
		form.addEventListener('submit', () => this.#sending(form), { signal });
		addEventListener('beforeunload', (event) => this.#dirty && event.preventDefault(), { signal });
		addEventListener('pagehide', () => this.#dirty && this.#keep(form), { signal });
	}

	disconnectedCallback(): void {
		this.#listening.abort();
	}

	#changed(form: HTMLFormElement): void {
		if (!this.#dirty) announce(this.dataset['kept'] ?? '');
		this.#dirty = true;
		clearTimeout(this.#timer);
		this.#timer = window.setTimeout(() => this.#keep(form), 500);
	}

	#sending(form: HTMLFormElement): void {
		clearTimeout(this.#timer);
		this.#keep(form, true);
		this.#dirty = false;
	}

	#keep(form: HTMLFormElement, sent = false): void {
		draftStore.keep(this.#name, { values: textsOf(form), sent, time: Date.now() });
	}

	#offerDraft(form: HTMLFormElement): void {
		const draft = draftStore.find(this.#name);
		const offer = this.querySelector<HTMLElement>('.draft-offer');
		if (!draft || !offer || hasTexts(form, draft.values)) return;
		offer.hidden = false;
		offer.querySelector('[data-restore]')?.addEventListener('click', () => {
			fillForm(form, draft.values);
			offer.hidden = true;
			this.#dirty = true;
			announce(this.dataset['restored'] ?? '');
			form.querySelector<HTMLElement>('textarea, .input')?.focus();
		});
		offer.querySelector('[data-discard]')?.addEventListener('click', () => {
			draftStore.forget(this.#name);
			offer.hidden = true;
			form.querySelector<HTMLElement>('textarea, .input')?.focus();
		});
	}

	get #name(): string {
		return this.dataset['draft'] ?? location.pathname;
	}
}

draftStore.forgetDone(document.querySelector('[data-answer="done"]') !== null);
customElements.define('dirty-form', DirtyForm);
