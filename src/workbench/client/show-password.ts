/** Shows what is typed into the password field that it stands in; only while the form is being filled in. */
class ShowPassword extends HTMLElement {
	connectedCallback(): void {
		const button = this.querySelector('button');
		const field = this.closest('.field')?.querySelector('input');
		if (!button || !field) return;
		const show = (shown: boolean) => {
			field.type = shown ? 'text' : 'password';
			button.setAttribute('aria-pressed', String(shown));
		};
		this.hidden = false;
		button.addEventListener('click', () => {
			show(field.type === 'password');
			field.focus();
		});
		field.form?.addEventListener('submit', () => show(false));
	}
}

customElements.define('show-password', ShowPassword);
