/**
 * Notes of Word (as mammoth writes them) and of our own pages: a raised link to a point of a list, and a link back. They
 * become what the editor's schema knows as notes.
 */
export function replaceFootnotes(body: HTMLElement): void {
	const points = new Map([...body.querySelectorAll('ol > li[id]')].map((point) => [point.id, point]));
	const labels = new Map<string, string>();
	for (const sign of [...body.querySelectorAll('sup')]) {
		const target = sign.querySelector('a[href^="#"]')?.getAttribute('href')?.slice(1) ?? '';
		if (!points.has(target)) continue;
		const label = labels.get(target) ?? String(labels.size + 1);
		labels.set(target, label);
		const reference = body.ownerDocument.createElement('sup');
		reference.setAttribute('data-node', 'footnote-reference');
		reference.setAttribute('data-label', label);
		sign.replaceWith(reference);
	}
	for (const [target, label] of labels) {
		const point = points.get(target);
		const list = point?.parentElement;
		if (!point || !list) continue;
		for (const back of point.querySelectorAll('a[href^="#"]')) {
			if (/^[\s↑↩^\uFE0E]*$/u.test(back.textContent)) back.remove();
		}
		const note = body.ownerDocument.createElement('div');
		note.setAttribute('data-node', 'footnote');
		note.setAttribute('data-label', label);
		note.append(...point.childNodes);
		body.append(note);
		point.remove();
		if (list.children.length === 0) list.remove();
	}
}
