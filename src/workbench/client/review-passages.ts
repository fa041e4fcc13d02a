interface Passage {
	readonly quote: string;
	readonly position: number;
}

const highlight = 'review-passage';

/** Marks the words that comments are about, and takes words that are chosen over into the form for a new comment. */
class ReviewPassages extends HTMLElement {
	readonly #listening = new AbortController();

	connectedCallback(): void {
		const passages = JSON.parse(this.dataset['passages'] ?? '[]') as readonly Passage[];
		const ranges = passages.flatMap((passage) => findRange(this, passage) ?? []);
		// Without it the words stand above their comment all the same.
		if ('highlights' in CSS) CSS.highlights.set(highlight, new Highlight(...ranges));
		document.addEventListener('selectionchange', () => this.#take(), { signal: this.#listening.signal });
	}

	disconnectedCallback(): void {
		this.#listening.abort();
		if ('highlights' in CSS) CSS.highlights.delete(highlight);
	}

	#take(): void {
		const selection = document.getSelection();
		const form = document.querySelector('#comment form');
		if (!selection || selection.isCollapsed || !form || !this.contains(selection.anchorNode)) return;
		if (!this.contains(selection.focusNode)) return;
		const quote = form.querySelector<HTMLInputElement>('[name=quote]');
		const position = form.querySelector<HTMLInputElement>('[name=position]');
		if (!quote || !position) return;
		const range = selection.getRangeAt(0);
		const before = document.createRange();
		before.setStart(this, 0);
		before.setEnd(range.startContainer, range.startOffset);
		quote.value = selection.toString().replace(/\s+/g, ' ').trim().slice(0, quote.maxLength);
		position.value = String(withoutSpaces(before.toString()).length);
	}
}

customElements.define('review-passages', ReviewPassages);

/** Where the words stand in the page; of several places the one nearest to where they stood. */
function findRange(root: Element, { quote, position }: Passage): Range | null {
	const places: { node: Text; offset: number }[] = [];
	let text = '';
	const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
	for (let node = walker.nextNode(); node; node = walker.nextNode()) {
		if (!(node instanceof Text)) continue;
		[...node.data].reduce((offset, character) => {
			if (withoutSpaces(character) !== '') {
				for (let unit = 0; unit < character.length; unit += 1) places.push({ node, offset: offset + unit });
				text += character;
			}
			return offset + character.length;
		}, 0);
	}
	const words = withoutSpaces(quote);
	let nearest = -1;
	for (let place = text.indexOf(words); place >= 0; place = text.indexOf(words, place + 1)) {
		if (nearest < 0 || Math.abs(place - position) < Math.abs(nearest - position)) nearest = place;
	}
	const start = places[nearest];
	const end = places[nearest + words.length - 1];
	if (!start || !end || words === '') return null;
	const range = document.createRange();
	range.setStart(start.node, start.offset);
	range.setEnd(end.node, end.offset + 1);
	return range;
}

function withoutSpaces(text: string): string {
	return text.replace(/[\s\u00ad\u200b]+/g, '');
}
