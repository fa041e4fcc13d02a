/**
 * Sends the form of filters when a choice was made, and returns the focus to it on the new page. With the keyboard
 * a list changes at every arrow key, so there the choice counts when the list is left.
 */
class AutoSubmit extends HTMLElement {
	connectedCallback(): void {
		const form = this.querySelector('form');
		if (!form) return;
		this.#restoreFocus(form);
		let byPointer = false;
		let waiting: HTMLElement | null = null;
		const send = (control: HTMLElement) => {
			sessionStorage.setItem(focusKey, control.id);
			form.requestSubmit();
		};
		form.addEventListener('pointerdown', () => (byPointer = true));
		form.addEventListener('keydown', () => (byPointer = false));
		form.addEventListener('change', ({ target }) => {
			if (!(target instanceof HTMLElement)) return;
			if (byPointer && target.matches('select, [type=checkbox], [type=radio]')) send(target);
			else waiting = target.matches('select') ? target : null;
		});
		form.addEventListener('focusout', ({ target }) => {
			if (waiting && waiting === target) send(waiting);
		});
	}

	#restoreFocus(form: HTMLFormElement): void {
		const id = sessionStorage.getItem(focusKey);
		if (id === null) return;
		sessionStorage.removeItem(focusKey);
		form.querySelector<HTMLElement>(`#${CSS.escape(id)}`)?.focus();
	}
}

const focusKey = 'verbund:filter-focus';

customElements.define('auto-submit', AutoSubmit);
