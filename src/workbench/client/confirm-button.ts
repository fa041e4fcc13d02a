/** Holds back the submit button it contains until the dialog beside it is answered. */
class ConfirmButton extends HTMLElement {
	connectedCallback(): void {
		const button = this.querySelector<HTMLButtonElement>(':scope > button');
		const dialog = this.querySelector('dialog');
		if (!button || !dialog) return;
		button.addEventListener('click', (event) => {
			event.preventDefault();
			dialog.showModal();
		});
		dialog.querySelector('[data-cancel]')?.addEventListener('click', () => dialog.close());
		dialog.querySelector('[data-confirm]')?.addEventListener('click', () => {
			dialog.close();
			button.form?.requestSubmit(button);
		});
	}
}

customElements.define('confirm-button', ConfirmButton);
