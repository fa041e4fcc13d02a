/** The search form of the top bar: Ctrl K (⌘K) and `/` lead to it from anywhere, and a hint says so. */
class CommandCenter extends HTMLElement {
	readonly #listening = new AbortController();

	connectedCallback(): void {
		const field = this.querySelector('input');
		if (!field) return;
		const onMac = /Mac|iP(hone|ad)/.test(navigator.userAgent);
		field.insertAdjacentElement(
			'afterend',
			keyHint((onMac ? this.dataset['hintMac'] : this.dataset['hint']) ?? ''),
		);
		field.setAttribute('aria-keyshortcuts', onMac ? 'Meta+K /' : 'Control+K /');
		document.addEventListener(
			'keydown',
			(event) => {
				if (!opensSearch(event)) return;
				event.preventDefault();
				field.focus();
				field.select();
			},
			{ signal: this.#listening.signal },
		);
	}

	disconnectedCallback(): void {
		this.#listening.abort();
	}
}

function opensSearch(event: KeyboardEvent): boolean {
	if (event.altKey || event.shiftKey || event.defaultPrevented)
		return event.key === '/' && !isWriting(event.target);
	if (event.ctrlKey || event.metaKey) return event.key.toLowerCase() === 'k';
	return event.key === '/' && !isWriting(event.target);
}

function isWriting(target: EventTarget | null): boolean {
	return (
		target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
	);
}

function keyHint(keys: string): HTMLElement {
	const hint = document.createElement('kbd');
	hint.textContent = keys;
	hint.ariaHidden = 'true';
	return hint;
}

customElements.define('command-center', CommandCenter);
