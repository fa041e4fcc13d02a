/** Looking for somebody else keeps those who were chosen before: the search takes them along. */
class KeepChosen extends HTMLElement {
	connectedCallback(): void {
		const search = this.querySelector<HTMLFormElement>('form[role=search]');
		search?.addEventListener('submit', () => {
			for (const before of search.querySelectorAll('[name=person]')) before.remove();
			for (const { value } of this.querySelectorAll<HTMLInputElement>('[name=personIds]:checked')) {
				const person = document.createElement('input');
				Object.assign(person, { type: 'hidden', name: 'person', value });
				search.append(person);
			}
		});
	}
}

customElements.define('keep-chosen', KeepChosen);
