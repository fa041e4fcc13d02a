import { listenForKeys } from './key-listener.ts';

/**
 * The search form of the top bar. Its keys and a click open the palette, whose code comes with its first use; what is
 * typed until then stands in the field and goes along. Where the code does not come, the form searches by itself.
 */
class CommandCenter extends HTMLElement {
	readonly #listening = new AbortController();

	connectedCallback(): void {
		const field = this.querySelector('input');
		if (!field) return;
		const { signal } = this.#listening;
		const search = listOf(this.dataset['search']);
		field.insertAdjacentElement('afterend', keyHint(this.dataset['hint'] ?? ''));
		field.setAttribute('aria-haspopup', 'dialog');
		field.addEventListener('click', () => void open(field, field), { signal });
		listenForKeys(
			[...search, ...listOf(this.dataset['keys'])],
			(keys) => void (search.includes(keys) ? open(field, document.activeElement) : run(field, keys)),
			signal,
		);
	}

	disconnectedCallback(): void {
		this.#listening.abort();
	}
}

async function open(field: HTMLInputElement, before: Element | null): Promise<void> {
	const shown = field.value;
	field.focus();
	field.select();
	try {
		const { openPalette } = await import('./palette/palette.ts');
		const opened = await openPalette(() => field.value, before);
		if (opened) field.value = shown;
	} catch {
		// Without network the field is the search.
	}
}

async function run(field: HTMLInputElement, keys: string): Promise<void> {
	const before = document.activeElement;
	try {
		const { runKeys } = await import('./palette/palette.ts');
		await runKeys(keys, before);
	} catch {
		field.focus();
	}
}

function listOf(text = ''): string[] {
	return text.split('|').filter((keys) => keys !== '');
}

function keyHint(keys: string): HTMLElement {
	const hint = document.createElement('kbd');
	hint.textContent = keys;
	hint.hidden = keys === '';
	hint.ariaHidden = 'true';
	return hint;
}

customElements.define('command-center', CommandCenter);
