/** Selects the place that an address of the editor names; false where it is not on this page. */
export function showPlace({ pathname, searchParams }: URL): boolean {
	const name = searchParams.get('field');
	if (pathname !== location.pathname || name === null) return false;
	const control = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(
		`[name="${CSS.escape(name)}"]`,
	);
	if (!control || searchParams.get('language') !== new URL(location.href).searchParams.get('language'))
		return false;
	unfold(control);
	const [from, to] = ['from', 'to'].map((key) => Number.parseInt(searchParams.get(key) ?? '', 10));
	const hasPlace = from !== undefined && to !== undefined && !Number.isNaN(from) && !Number.isNaN(to);
	if (control.offsetParent !== null) {
		control.focus();
		if (hasPlace && control instanceof HTMLTextAreaElement) control.setSelectionRange(from, to);
		control.scrollIntoView({ block: 'center' });
		return true;
	}
	const shown = control.closest('markdown-editor')?.querySelector<HTMLElement>('[contenteditable=true]');
	if (!shown) return false;
	shown.focus();
	if (hasPlace) selectWords(shown, control.value, from, to);
	return true;
}

/** What it lies in is opened, however deep. */
function unfold(element: Element): void {
	const fold = element.closest('details');
	if (!fold) return;
	fold.open = true;
	if (fold.parentElement) unfold(fold.parentElement);
}

/** In the visual editor: the same words, counted from the beginning. */
function selectWords(shown: HTMLElement, source: string, from: number, to: number): void {
	const words = (/[\p{L}\p{N} ,.:-]{2,400}/u.exec(source.slice(from, to))?.[0] ?? '').trim();
	if (words === '') return;
	let skip = source.slice(0, from).split(words).length - 1;
	const walker = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT);
	for (let node = walker.nextNode(); node; node = walker.nextNode()) {
		const text = node.textContent ?? '';
		for (let at = text.indexOf(words); at !== -1; at = text.indexOf(words, at + 1)) {
			if (skip > 0) {
				skip -= 1;
				continue;
			}
			getSelection()?.setBaseAndExtent(node, at, node, at + words.length);
			node.parentElement?.scrollIntoView({ block: 'center' });
			return;
		}
	}
}
