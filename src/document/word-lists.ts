/** Word writes the points of a list as paragraphs with a sign in front; here they become a list again. */
export function wordListsToLists(body: HTMLElement): void {
	const points = [...body.querySelectorAll<HTMLElement>('p')].filter(
		(paragraph) => levelOf(paragraph) !== null,
	);
	const open: { readonly list: HTMLElement; readonly level: number }[] = [];
	let last: Element | null = null;
	for (const point of points) {
		const level = levelOf(point) ?? 1;
		if (last === null || previousElement(point) !== last) open.length = 0;
		while ((open.at(-1)?.level ?? 0) > level) open.pop();
		const marker = markerOf(point);
		let current = open.at(-1);
		if (current?.level !== level) {
			const list = body.ownerDocument.createElement(/^[\p{L}\d]+[.)]/u.test(marker) ? 'ol' : 'ul');
			const parent = current?.list.lastElementChild;
			if (parent) parent.append(list);
			else point.before(list);
			current = { list, level };
			open.push(current);
		}
		const item = body.ownerDocument.createElement('li');
		const text = body.ownerDocument.createElement('p');
		text.append(...point.childNodes);
		item.append(text);
		current.list.append(item);
		point.remove();
		last = open[0]?.list ?? null;
	}
}

function levelOf(paragraph: HTMLElement): number | null {
	const style = paragraph.dataset['style'] ?? '';
	const [, level] = /mso-list:[^;]*level(\d+)/i.exec(style) ?? [];
	if (level !== undefined) return Number(level);
	return paragraph.className.startsWith('MsoListParagraph') && ignored(paragraph) ? 1 : null;
}

/** The sign or number, which is taken out. */
function markerOf(paragraph: HTMLElement): string {
	const span = ignored(paragraph);
	const text = span?.textContent.trim() ?? '';
	span?.remove();
	return text;
}

function ignored(paragraph: HTMLElement): HTMLElement | null {
	return paragraph.querySelector<HTMLElement>(
		'span[data-style*="mso-list:Ignore" i], span[data-style*="mso-list: Ignore" i]',
	);
}

function previousElement(element: Element): Element | null {
	return element.previousElementSibling;
}
