import { announce } from './announce.ts';
import { draftStore, type Draft } from './draft-store.ts';

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
		if (!draft || !offer || isShown(form, draft)) return;
		offer.hidden = false;
		offer.querySelector('[data-restore]')?.addEventListener('click', () => {
			fill(form, draft);
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

function textsOf(form: HTMLFormElement): Draft['values'] {
	return Object.fromEntries(textControls(form).map(({ name, value }) => [name, value]));
}

function isShown(form: HTMLFormElement, draft: Draft): boolean {
	const shown = textsOf(form);
	const names = new Set([...Object.keys(shown), ...Object.keys(draft.values)]);
	return [...names].every((name) => (draft.values[name] ?? '') === (shown[name] ?? ''));
}

function fill(form: HTMLFormElement, draft: Draft): void {
	// Lists make room for the entries of the draft first.
	form.dispatchEvent(new CustomEvent('draft-restore', { detail: Object.keys(draft.values) }));
	for (const control of textControls(form)) {
		control.value = draft.values[control.name] ?? control.value;
		control.dispatchEvent(new Event('input', { bubbles: true }));
	}
}

/** Never passwords, files or hidden values. */
function textControls(form: HTMLFormElement): (HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement)[] {
	return [...form.elements].filter(isTextControl).filter(({ name }) => name !== '' && !steering.test(name));
}

/** Places and removals of entries, which the list itself knows with script. */
const steering = /(?:^|\.)_/;

function isTextControl(
	control: Element,
): control is HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement {
	if (control instanceof HTMLTextAreaElement || control instanceof HTMLSelectElement) return true;
	return (
		control instanceof HTMLInputElement &&
		['text', 'url', 'email', 'tel', 'number', 'date', 'search'].includes(control.type)
	);
}

draftStore.forgetDone(document.querySelector('[data-answer="done"]') !== null);
customElements.define('dirty-form', DirtyForm);
