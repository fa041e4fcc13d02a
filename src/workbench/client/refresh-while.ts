/**
 * Shows how something goes on: fetches the page anew and takes its own part from it, as long as `data-while` stands
 * there. Without script a link does the same.
 */
class RefreshWhile extends HTMLElement {
	#timer = 0;

	connectedCallback(): void {
		if (this.dataset['while'] !== undefined)
			this.#timer = window.setTimeout(() => void this.#refresh(), pause);
	}

	disconnectedCallback(): void {
		window.clearTimeout(this.#timer);
	}

	async #refresh(): Promise<void> {
		try {
			const response = await fetch(location.href);
			const page = new DOMParser().parseFromString(await response.text(), 'text/html');
			const fresh = page.querySelector<HTMLElement>('refresh-while');
			if (fresh) this.#take(fresh);
		} catch {
			// Without network it stays as it is; the next round tries again.
		}
		this.connectedCallback();
	}

	/** The sentence changes in place, so that it is read out; the rest is replaced where it differs in kind. */
	#take(fresh: HTMLElement): void {
		const sentence = this.querySelector('[role=status]');
		const said = fresh.querySelector('[role=status]');
		if (sentence && said && sentence.textContent !== said.textContent)
			sentence.textContent = said.textContent;
		const bar = this.querySelector('progress');
		const shown = fresh.querySelector('progress');
		if (bar && shown?.hasAttribute('value')) {
			bar.max = shown.max;
			bar.value = shown.value;
		}
		if (fresh.dataset['while'] !== undefined) return;
		delete this.dataset['while'];
		const focused = this.contains(document.activeElement);
		for (const child of [...this.children]) if (child !== sentence) child.remove();
		this.append(...[...fresh.children].filter((child) => child !== said));
		if (focused) this.querySelector('button')?.focus();
	}
}

const pause = 2000;

customElements.define('refresh-while', RefreshWhile);
