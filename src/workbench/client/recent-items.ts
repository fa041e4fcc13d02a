import { recent } from './recent.ts';

const most = 5;

/** Fills the list of what this person read last, which only this browser knows; stays hidden without any. */
class RecentItems extends HTMLElement {
	connectedCallback(): void {
		const list = this.querySelector('ul');
		const items = recent.items().slice(0, most);
		if (!list || items.length === 0) return;
		list.replaceChildren(
			...items.map(({ title, url, language }) => {
				const link = document.createElement('a');
				link.href = url;
				link.textContent = title;
				if (language !== '') link.lang = language;
				const line = document.createElement('li');
				line.append(link);
				return line;
			}),
		);
		this.hidden = false;
	}
}

customElements.define('recent-items', RecentItems);
