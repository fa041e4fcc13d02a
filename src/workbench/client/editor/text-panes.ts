/**
 * Two variants of a text, one of them written. Where there is room for one only, buttons choose it; where both are
 * seen, the other scrolls to the heading that one writes under.
 */
class TextPanes extends HTMLElement {
	readonly #listening = new AbortController();

	connectedCallback(): void {
		const { signal } = this.#listening;
		const buttons = this.querySelectorAll<HTMLButtonElement>('[data-show]');
		for (const button of buttons) {
			button.addEventListener(
				'click',
				() => {
					this.dataset['shown'] = button.dataset['show'];
					for (const one of buttons) one.setAttribute('aria-pressed', String(one === button));
				},
				{ signal },
			);
		}
		document.addEventListener('selectionchange', () => this.#follow(), { signal });
	}

	disconnectedCallback(): void {
		this.#listening.abort();
	}

	#follow(): void {
		const pane = this.querySelector<HTMLElement>('[data-part=source-text]');
		const place = this.#headingsBefore();
		if (!pane || place === null) return;
		const heading = pane.querySelectorAll<HTMLElement>(headings)[place - 1];
		if (heading) pane.scrollTop = heading.offsetTop - pane.offsetTop;
		else if (place === 0) pane.scrollTop = 0;
	}

	/** How many headings stand before the caret; null while it is not in the text. */
	#headingsBefore(): number | null {
		const active = document.activeElement;
		if (!active || !this.querySelector('[data-part=text]')?.contains(active)) return null;
		if (active instanceof HTMLTextAreaElement) {
			return active.value.slice(0, active.selectionEnd).match(/^#{1,6}\s/gm)?.length ?? 0;
		}
		const { anchorNode } = document.getSelection() ?? {};
		if (!anchorNode || !active.contains(anchorNode)) return null;
		return [...active.querySelectorAll(headings)].filter(
			(heading) =>
				heading.contains(anchorNode) ||
				(heading.compareDocumentPosition(anchorNode) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
		).length;
	}
}

const headings = 'h1, h2, h3, h4, h5, h6';

customElements.define('text-panes', TextPanes);

export {};
