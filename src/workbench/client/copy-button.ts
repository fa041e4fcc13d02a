import { announce } from './announce.ts';

/** Copies `data-value` and says `data-done`. */
class CopyButton extends HTMLElement {
	connectedCallback(): void {
		const button = this.querySelector('button');
		if (!button || !('clipboard' in navigator)) return;
		this.hidden = false;
		button.addEventListener('click', () => void this.copy());
	}

	private async copy(): Promise<void> {
		await navigator.clipboard.writeText(this.dataset['value'] ?? '');
		announce(this.dataset['done'] ?? '');
		this.toggleAttribute('data-copied', true);
		setTimeout(() => this.toggleAttribute('data-copied', false), 2000);
	}
}

customElements.define('copy-button', CopyButton);
