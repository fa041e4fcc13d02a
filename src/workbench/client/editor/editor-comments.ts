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
			if (act === 'take') this.#take(comment);
			if (act === 'resolve') void this.#resolve(comment);
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
	#take(comment: HTMLElement): void {
		const found = placeIn(comment);
		const { proposal, quote = '' } = comment.dataset;
		if (!found || proposal === undefined) return this.#say(comment, this.#texts.moved);
		const { control } = found;
		const before = countIn(control, quote, proposal);
		replaceWords(control, proposedWords(control.value, found, quote, proposal));
		const resolves = document.createElement('input');
		Object.assign(resolves, { type: 'hidden', name: 'resolves', value: comment.dataset['comment'] });
		comment.append(resolves);
		control.form?.addEventListener('submit', () => {
			const now = countIn(control, quote, proposal);
			resolves.disabled = now.quotes >= before.quotes && now.proposals <= before.proposals;
		});
		this.#leave(comment, this.#texts.taken);
	}

	async #resolve(comment: HTMLElement): Promise<void> {
		try {
			await run('content.resolveComment', { commentId: comment.dataset['comment'] }, randomId());
		} catch (error) {
			this.#say(comment, error instanceof AskError ? error.message : this.#texts.notResolved);
			return;
		}
		this.#leave(comment, this.#texts.resolved);
	}

	#leave(comment: HTMLElement, done: string): void {
		comment.hidden = true;
		announce(done);
		const open = [...this.querySelectorAll<HTMLElement>('.comment:not([hidden])')];
		const next = open.find((one) => comment.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
		(next ?? open.at(-1))?.querySelector('button')?.focus();
		if (open.length === 0) this.hidden = true;
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

/** Whether a proposal was taken back, by hand or with Ctrl+Z, shows in how often its words stand there. */
function countIn(control: HTMLInputElement | HTMLTextAreaElement, quote: string, proposal: string) {
	flushEditors();
	return {
		quotes: findWords(control.value, quote).length,
		proposals: findWords(control.value, proposal).length,
	};
}

function controlOf(field: string): HTMLInputElement | HTMLTextAreaElement | null {
	return document.querySelector(`form#editor :is(input, textarea)[name="${CSS.escape(field)}"]`);
}

customElements.define('editor-comments', EditorComments);
