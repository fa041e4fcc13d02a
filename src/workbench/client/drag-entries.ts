/**
 * Lets the mouse drag the entries of a list by their grips. The keyboard moves them with Alt and an arrow, and fingers
 * with the buttons.
 */
export function dragEntries(list: HTMLElement, moved: (entry: HTMLElement) => void): void {
	let dragged: HTMLElement | null = null;
	let next: Element | null = null;

	list.addEventListener('dragstart', (event) => {
		const grip = event.target instanceof Element ? event.target.closest('[data-grip]') : null;
		const entry = grip?.closest('li') ?? null;
		if (entry?.parentElement !== list) return;
		dragged = entry;
		next = entry.nextElementSibling;
		entry.dataset['dragged'] = '';
		event.dataTransfer?.setDragImage(entry, 12, 12);
		event.dataTransfer?.setData('text/plain', '');
	});
	list.addEventListener('dragover', (event) => {
		const over = event.target instanceof Element ? entryAt(event.target) : null;
		if (!dragged) return;
		event.preventDefault();
		if (!over || over === dragged) return;
		const { top, height } = over.getBoundingClientRect();
		if (event.clientY < top + height / 2) over.before(dragged);
		else over.after(dragged);
	});
	list.addEventListener('drop', (event) => dragged && event.preventDefault());
	list.addEventListener('dragend', (event) => {
		if (!dragged) return;
		const entry = dragged;
		delete entry.dataset['dragged'];
		dragged = null;
		// Let go outside of the list, or with Escape: everything is as it was.
		if (event.dataTransfer?.dropEffect === 'none') list.insertBefore(entry, next);
		else moved(entry);
	});

	function entryAt(element: Element): HTMLElement | null {
		const entry = element.closest('li');
		return entry?.parentElement === list ? entry : null;
	}
}
