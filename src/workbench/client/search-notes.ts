/**
 * Tells the hub what a search was good for: which hit was opened, or that there was none. It counts, without who.
 * Without script nothing is told.
 */
export function noteUse(found: string): void {
	const separator = found.indexOf(':');
	if (separator > 0)
		note('search.noteUse', { kind: found.slice(0, separator), id: found.slice(separator + 1) });
}

/** Outlives the page that is left. A failure harms nobody. */
function note(command: string, input: Readonly<Record<string, string>>): void {
	if (!document.body.dataset['person']) return;
	fetch(`/api/commands/${command}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', accept: 'application/json' },
		body: JSON.stringify(input),
		keepalive: true,
	}).catch(() => undefined);
}

class SearchMiss extends HTMLElement {
	connectedCallback(): void {
		const { text } = this.dataset;
		if (text) note('search.noteMiss', { text });
	}
}

customElements.define('search-miss', SearchMiss);

for (const event of ['click', 'auxclick']) {
	document.addEventListener(event, (happened) => {
		const { target } = happened;
		// The right button opens a menu, not the hit.
		if (happened instanceof MouseEvent && happened.button > 1) return;
		const link = target instanceof Element ? target.closest<HTMLElement>('a[data-found]') : null;
		if (link) noteUse(link.dataset['found'] ?? '');
	});
}
