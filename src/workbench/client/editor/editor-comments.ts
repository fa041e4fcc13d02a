import { announce } from '../announce.ts';
import { AskError, run } from '../palette/palette-data.ts';
import { randomId } from '../random-id.ts';
import { showPlace } from '../show-place.ts';
import { findWords, proposedWords } from './find-words.ts';
import { flushEditors } from './flush-editors.ts';
import { replaceWords } from './replace-words.ts';

/** Where the saved text has the words of a comment: one of so many places in a field. */
interface SavedPlace {
	readonly field: string;
	readonly index: number;
	readonly count: number;
}

/** Leads from what was said to its words in the form, and puts proposed words in their place. */
class EditorComments extends HTMLElement {
	connectedCallback(): void {
		for (const acts of this.querySelectorAll<HTMLElement>('.comment-acts')) acts.hidden = false;
		this.addEventListener('click', ({ target }) => {
			const act = target instanceof Element ? target.closest<HTMLElement>('[data-act]')?.dataset['act'] : '';
			const comment = target instanceof Element ? target.closest<HTMLElement>('[data-comment]') : null;
			if (!comment) return;
			if (act === 'show') this.#show(comment);
			if (act === 'take') void this.#take(comment);
			if (act === 'resolve') void this.#resolve(comment, this.#texts.resolved);
		});
	}

	#show(comment: HTMLElement): void {
		const found = placeIn(comment);
		if (!found) return this.#say(comment, this.#texts.moved);
		const { control, start, end } = found;
		const url = new URL(location.href);
		url.searchParams.set('field', control.name);
		url.searchParams.set('from', String(start));
		url.searchParams.set('to', String(end));
		showPlace(url);
	}

	/** In the form only: it is saved, or taken back, like anything that is written there. */
	async #take(comment: HTMLElement): Promise<void> {
		const found = placeIn(comment);
		const { proposal, quote = '' } = comment.dataset;
		if (!found || proposal === undefined) {
			this.#say(comment, this.#texts.moved);
			return;
		}
		replaceWords(found.control, proposedWords(found.control.value, found, quote, proposal));
		flushEditors();
		comment.querySelector('[data-act=take]')?.remove();
		await this.#resolve(comment, this.#texts.taken);
	}

	async #resolve(comment: HTMLElement, done: string): Promise<void> {
		try {
			await run('content.resolveComment', { commentId: comment.dataset['comment'] }, randomId());
		} catch (error) {
			this.#say(comment, error instanceof AskError ? error.message : this.#texts.notResolved);
			return;
		}
		const next = comment.nextElementSibling ?? comment.previousElementSibling;
		comment.remove();
		announce(done);
		next?.querySelector('button')?.focus();
		if (!next) this.hidden = true;
	}

	#say(comment: HTMLElement, words: string): void {
		const line = comment.querySelector<HTMLElement>('.field-error');
		if (!line) return;
		line.textContent = words;
		line.hidden = false;
	}

	get #texts(): Readonly<Record<'taken' | 'resolved' | 'moved' | 'notResolved', string>> {
		return JSON.parse(this.dataset['texts'] ?? '{}');
	}
}

/** Nothing where the words stand more or less often than they did: then nobody can tell which are meant. */
function placeIn({ dataset }: HTMLElement) {
	const place: SavedPlace | null = JSON.parse(dataset['place'] ?? 'null');
	const control = place && controlOf(place.field);
	if (!control) return null;
	flushEditors();
	const found = findWords(control.value, dataset['quote'] ?? '');
	const one = found[place.index];
	return found.length === place.count && one ? { control, ...one } : null;
}

function controlOf(field: string): HTMLInputElement | HTMLTextAreaElement | null {
	return document.querySelector(`form#editor :is(input, textarea)[name="${CSS.escape(field)}"]`);
}

customElements.define('editor-comments', EditorComments);
