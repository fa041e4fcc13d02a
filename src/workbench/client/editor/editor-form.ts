import { announce } from '../announce.ts';
import { draftStore, type Draft } from '../draft-store.ts';
import { fillForm, hasTexts, textsOf } from '../form-texts.ts';
import { createAutosave, type AutosaveState } from './autosave.ts';
import { flushEditors } from './markdown-editor.ts';
import { editingStatus, type StatusTexts } from './editing-status.ts';

/**
 * Around the form of the editor: every few seconds the hub gets what was typed, and this browser keeps it until the
 * hub has said so. What is only here is offered again when the text is opened the next time.
 */
class EditorForm extends HTMLElement {
	#submitting = false;
	readonly #listening = new AbortController();

	connectedCallback(): void {
		const form = this.querySelector('form');
		if (!form) return;
		const { signal } = this.#listening;
		const texts: StatusTexts = JSON.parse(this.dataset['texts'] ?? '{}');
		const status = editingStatus(document, texts);
		const autosave = createAutosave({
			variant: () => variantOf(form),
			written: () => writtenIn(form),
			changed: (state) => this.#saved(form, state, status.show),
			answered: (answer) => status.meet(answer, Number(valueOf(form, 'expectedRevision'))),
		});
		let keeping = 0;
		this.#offerDraft(form);
		if (this.dataset['unsaved'] !== undefined) autosave.touch();

		form.addEventListener(
			'input',
			() => {
				clearTimeout(keeping);
				keeping = window.setTimeout(() => {
					if (!this.#keep(form)) status.notKept();
				}, 500);
				autosave.touch();
			},
			{ signal },
		);
		form.addEventListener(
			'submit',
			(event) => {
				flushEditors();
				if (!this.#submitting && autosave.state.kind === 'failed') {
					// Without the hub the browser would show an error page in place of the text.
					event.preventDefault();
					void autosave.now().then((isBack) => {
						if (!isBack) return announce(texts.stillFailed);
						this.#submitting = true;
						form.requestSubmit(event.submitter);
					});
					return;
				}
				clearTimeout(keeping);
				this.#keep(form, true);
				this.#submitting = true;
				autosave.stop();
			},
			{ signal },
		);
		addEventListener('online', () => void autosave.now(), { signal });
		document.addEventListener(
			'visibilitychange',
			() => {
				flushEditors();
				if (document.hidden) void autosave.now();
			},
			{ signal },
		);
		addEventListener(
			'beforeunload',
			(event) => {
				flushEditors();
				if (!this.#submitting && !autosave.isSafe && !this.#keep(form)) event.preventDefault();
			},
			{ signal },
		);
		addEventListener(
			'pagehide',
			() => {
				flushEditors();
				if (!this.#submitting && !autosave.isSafe) this.#keep(form);
				if (!this.#submitting) autosave.leave();
			},
			{ signal },
		);
	}

	disconnectedCallback(): void {
		this.#listening.abort();
	}

	#saved(
		form: HTMLFormElement,
		state: AutosaveState,
		show: (state: AutosaveState, isKept: boolean) => void,
	): void {
		if (state.kind === 'saved') draftStore.forget(this.#name);
		show(state, state.kind === 'saved' || this.#keep(form));
	}

	#keep(form: HTMLFormElement, sent = false): boolean {
		return draftStore.keep(this.#name, {
			values: textsOf(form),
			sent,
			time: Date.now(),
			revision: valueOf(form, 'expectedRevision'),
		});
	}

	#offerDraft(form: HTMLFormElement): void {
		const draft = draftStore.find(this.#name);
		const offer = this.querySelector<HTMLElement>('.draft-offer');
		if (!draft || !offer) return;
		// What the hub has is forgotten here at once, so what is left and differs was never with it.
		if (hasTexts(form, draft.values)) {
			draftStore.forget(this.#name);
			return;
		}
		offer.hidden = false;
		const line = offer.querySelector('[data-time]');
		if (line) line.textContent = new Date(draft.time).toLocaleString(document.documentElement.lang);
		offer.querySelector('[data-restore]')?.addEventListener('click', () => {
			this.#restore(form, draft);
			offer.hidden = true;
		});
		offer.querySelector('[data-discard]')?.addEventListener('click', () => {
			draftStore.forget(this.#name);
			offer.hidden = true;
			form.querySelector<HTMLElement>('.input')?.focus();
		});
	}

	/** Upon the revision that it was written on: if another has come since, saving shows both texts. */
	#restore(form: HTMLFormElement, { values, revision }: Draft): void {
		const expected = form.elements.namedItem('expectedRevision');
		if (expected instanceof HTMLInputElement && revision !== undefined) expected.value = revision;
		fillForm(form, values);
		announce(this.dataset['restored'] ?? '');
		form.querySelector<HTMLElement>('.input')?.focus();
	}

	get #name(): string {
		return this.dataset['draft'] ?? location.pathname;
	}
}

function variantOf(form: HTMLFormElement): Readonly<Record<string, string | number>> {
	const basedOnRevision = valueOf(form, 'basedOnRevision');
	return {
		itemId: valueOf(form, 'itemId'),
		language: valueOf(form, 'language'),
		expectedRevision: Number(valueOf(form, 'expectedRevision')),
		...(basedOnRevision === '' ? {} : { basedOnRevision: Number(basedOnRevision) }),
	};
}

function writtenIn(form: HTMLFormElement) {
	flushEditors();
	const entries = [...new FormData(form)].filter(
		(entry): entry is [string, string] => typeof entry[1] === 'string',
	);
	return {
		title: valueOf(form, 'title'),
		summary: valueOf(form, 'summary'),
		body: valueOf(form, 'body'),
		form: entries.filter(([name]) => name.startsWith('fields.')),
	};
}

function valueOf(form: HTMLFormElement, name: string): string {
	const value = new FormData(form).get(name);
	return typeof value === 'string' ? value : '';
}

customElements.define('editor-form', EditorForm);
