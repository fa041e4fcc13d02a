/** Prints the page; hidden where script does not run. */
class PrintButton extends HTMLElement {
	connectedCallback(): void {
		this.hidden = false;
		this.querySelector('button')?.addEventListener('click', () => print());
	}
}

customElements.define('print-button', PrintButton);

/** A page can lie open for days: the date on paper is that of the printing. */
addEventListener('beforeprint', () => {
	for (const place of document.querySelectorAll<HTMLElement>('[data-print-date]')) {
		const format = new Intl.DateTimeFormat(document.documentElement.lang.slice(0, 2), {
			dateStyle: 'long',
			timeZone: 'Europe/Berlin',
		});
		place.textContent = (place.dataset['printDate'] ?? '').replace('{date}', format.format(Date.now()));
	}
});
