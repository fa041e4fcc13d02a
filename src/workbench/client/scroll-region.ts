/** A region that scrolls sideways is a stop of the Tab key only while there is something to scroll. */
class ScrollRegion extends HTMLElement {
	readonly #observer = new ResizeObserver(() => {
		if (this.scrollWidth > this.clientWidth) this.tabIndex = 0;
		else this.removeAttribute('tabindex');
	});

	connectedCallback(): void {
		this.#observer.observe(this);
	}

	disconnectedCallback(): void {
		this.#observer.disconnect();
	}
}

customElements.define('scroll-region', ScrollRegion);
