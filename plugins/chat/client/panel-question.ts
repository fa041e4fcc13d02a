import { announce, execute } from 'verbund/client';
import { showInPanel } from './panel-view.ts';
import { improveSuggestions } from './suggest.ts';
import './chat-room.ts';

/** The first question about an item, asked beside it: its conversation takes the place of the form. */
class PanelQuestion extends HTMLElement {
	connectedCallback(): void {
		const form = this.querySelector('form');
		const field = this.querySelector('textarea');
		const list = this.querySelector<HTMLElement>('.suggestions');
		if (!form || !field || !list) return;
		const { item = '', texts = '{}' } = this.dataset;
		improveSuggestions(field, list, { place: { item }, texts: JSON.parse(texts) });
		form.addEventListener('submit', (event) => {
			event.preventDefault();
			const clientId = form.querySelector<HTMLInputElement>('[name=clientId]')?.value ?? '';
			void this.#ask({ itemId: item, clientId, text: field.value });
		});
	}

	async #ask(question: { itemId: string; clientId: string; text: string }): Promise<void> {
		try {
			await execute('chat.ask', question, question.clientId);
			await showInPanel(this, { item: question.itemId });
		} catch (error) {
			const failed = this.querySelector<HTMLElement>('[data-failed]');
			if (!failed) return;
			failed.hidden = false;
			announce(failed.textContent);
			if (error instanceof Error && error.message !== '') failed.title = error.message;
		}
	}
}

customElements.define('panel-question', PanelQuestion);
