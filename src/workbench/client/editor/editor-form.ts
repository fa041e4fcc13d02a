import { announce } from '../announce.ts';
import { draftStore, type Draft } from '../draft-store.ts';
import { randomId } from '../random-id.ts';
import { listenLater } from '../realtime/listen-later.ts';
import { fillForm, hasTexts, textsOf } from '../form-texts.ts';
import { createAutosave, type AutosaveState } from './autosave.ts';
import { editingStatus, type StatusTexts } from './editing-status.ts';
import { flushEditors } from './flush-editors.ts';
import { handOver, type LeftEditor } from './hand-over.ts';

/**
 * Around the form of the editor: every few seconds the hub gets what was typed, and this browser keeps it until the
 * hub has said so. What is only here is offered again when the text is opened the next time.
 */
class EditorForm extends HTMLElement {
	#submitting = false;
	#window = '';
	#goesOn = false;
	readonly #listening = new AbortController();

	connectedCallback(): void {
		const form = this.querySelector('form');
		if (!form) return;
		const { signal } = this.#listening;
		const texts: StatusTexts = JSON.parse(this.dataset['texts'] ?? '{}');
		const status = editingStatus(document, texts);
		this.#enter(form);
		const autosave = createAutosave({
			variant: () => variantOf(form),
			written: () => writtenIn(form),
			changed: (state) => this.#saved(form, state, status.show),
			answered(answer) {
				if (answer.savedAt !== null) setValue(form, 'knownCopy', String(answer.savedAt));
				status.meet(answer, Number(valueOf(form, 'expectedRevision')));
			},
		});
		const itemId = valueOf(form, 'itemId');
		if (itemId !== '') listenLater('core.editing', itemId, { onEvent: () => autosave.look() }, signal);
		let keeping = 0;

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
		document.addEventListener(
			'submit',
			({ target }) => {
				if (!(target instanceof HTMLFormElement)) return;
				if (valueOf(target, '_command') !== 'content.discardWorkingCopy') return;
				clearTimeout(keeping);
				draftStore.forget(this.#ownName);
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
				else autosave.look();
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
				if (this.#submitting) return;
				handOver.leave(this.#name, {
					window: this.#window,
					knownCopy: valueOf(form, 'knownCopy'),
					revision: valueOf(form, 'expectedRevision'),
				});
				autosave.leave();
			},
			{ signal },
		);
		// A page that the browser had kept may be behind the one that was opened after it.
		addEventListener('pageshow', ({ persisted }) => persisted && location.reload(), { signal });

		draftStore.forgetDone(document.querySelector('[data-answer="done"]') !== null);
		this.#offerDraft(form);
		if (this.dataset['unsaved'] !== undefined) autosave.touch();
	}

	disconnectedCallback(): void {
		this.#listening.abort();
	}

	/**
	 * A form that came back is still the same window, and so is a page that begins where this tab left off: what was on
	 * its way to the hub may not have arrived when the page was made. Any other is a new window.
	 */
	#enter(form: HTMLFormElement): void {
		const left = handOver.take(this.#name);
		const cameBack = valueOf(form, 'window');
		const isNew = cameBack === '' && this.dataset['unsaved'] === undefined;
		this.#window = cameBack || randomId();
		if (isNew && left && this.#isNext(form, left)) {
			this.#window = left.window;
			this.#goesOn = true;
		}
		setValue(form, 'window', this.#window);
	}

	/** Nothing came in between but what that window sent itself. */
	#isNext(form: HTMLFormElement, { window, knownCopy, revision }: LeftEditor): boolean {
		if (revision !== valueOf(form, 'expectedRevision')) return false;
		return knownCopy === valueOf(form, 'knownCopy') || window === this.dataset['copyWindow'];
	}

	#saved(
		form: HTMLFormElement,
		state: AutosaveState,
		show: (state: AutosaveState, isKept: boolean) => void,
	): void {
		if (state.kind === 'saved') draftStore.forget(this.#ownName);
		show(state, state.kind === 'saved' || this.#keep(form));
	}

	#keep(form: HTMLFormElement, sent = false): boolean {
		return draftStore.keep(this.#ownName, {
			values: textsOf(form),
			sent,
			time: Date.now(),
			revision: valueOf(form, 'expectedRevision'),
		});
	}

	#offerDraft(form: HTMLFormElement): void {
		const [name, draft] = draftStore.findNewest(this.#name) ?? [];
		const offer = this.querySelector<HTMLElement>('.draft-offer');
		if (name === undefined || !draft || !offer) return;
		// What the hub has is forgotten here at once, so what is left and differs was never with it.
		if (hasTexts(form, draft.values)) {
			draftStore.forget(name);
			return;
		}
		if (this.#goesOn && name === this.#ownName) return fillForm(form, draft.values);
		offer.hidden = false;
		const line = offer.querySelector('[data-time]');
		if (line) line.textContent = new Date(draft.time).toLocaleString(document.documentElement.lang);
		offer.querySelector('[data-restore]')?.addEventListener('click', () => {
			this.#restore(form, draft);
			offer.hidden = true;
		});
		offer.querySelector('[data-discard]')?.addEventListener('click', () => {
			draftStore.forget(name);
			offer.hidden = true;
			form.querySelector<HTMLElement>('.input')?.focus();
		});
	}

	/** Upon the revision that it was written on: if another has come since, saving shows both texts. */
	#restore(form: HTMLFormElement, { values, revision }: Draft): void {
		if (revision !== undefined) setValue(form, 'expectedRevision', revision);
		fillForm(form, values);
		announce(this.dataset['restored'] ?? '');
		form.querySelector<HTMLElement>('.input')?.focus();
	}

	get #name(): string {
		return this.dataset['draft'] ?? location.pathname;
	}

	/** Each window keeps its own text: the last one to be written in must not take the others' place. */
	get #ownName(): string {
		return `${this.#name}#${this.#window}`;
	}
}

function variantOf(form: HTMLFormElement): Readonly<Record<string, string | number>> {
	const basedOnRevision = valueOf(form, 'basedOnRevision');
	return {
		itemId: valueOf(form, 'itemId'),
		language: valueOf(form, 'language'),
		expectedRevision: Number(valueOf(form, 'expectedRevision')),
		window: valueOf(form, 'window'),
		knownCopy: Number(valueOf(form, 'knownCopy')),
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

function setValue(form: HTMLFormElement, name: string, value: string): void {
	const control = form.elements.namedItem(name);
	if (control instanceof HTMLInputElement) control.value = value;
}

function valueOf(form: HTMLFormElement, name: string): string {
	const control = form.elements.namedItem(name);
	return control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement ? control.value : '';
}

customElements.define('editor-form', EditorForm);
