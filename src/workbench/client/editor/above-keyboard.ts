/** Sticks to the bottom of what is seen: the keyboard of a phone lies over the page and leaves its bottom where it was. */
class AboveKeyboard extends HTMLElement {
	readonly #listening = new AbortController();

	connectedCallback(): void {
		const { signal } = this.#listening;
		for (const event of ['resize', 'scroll'])
			visualViewport?.addEventListener(event, () => this.#place(), { signal });
	}

	disconnectedCallback(): void {
		this.#listening.abort();
	}

	#place(): void {
		if (!visualViewport) return;
		const { height, offsetTop, scale } = visualViewport;
		// Whoever enlarges the page sees less of it as well, and there is no keyboard.
		const covered = scale > 1.05 ? 0 : Math.max(0, innerHeight - height - offsetTop);
		this.style.setProperty('--keyboard', `${covered}px`);
	}
}

customElements.define('above-keyboard', AboveKeyboard);
