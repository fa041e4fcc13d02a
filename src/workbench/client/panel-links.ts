/** Narrower, a panel would stand over the page; there its link leads to a page of its own. */
const wide = '(min-width: 60rem)';

/** Links of the frame that open something beside the page. What they need comes with the first use. */
export function openPanels(): void {
	document.addEventListener('click', (event) => {
		const link =
			event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-panel]') : null;
		if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !matchMedia(wide).matches) return;
		event.preventDefault();
		import('./panel/panel.ts').then(
			({ togglePanel }) => togglePanel(link),
			() => location.assign(link.href),
		);
	});
}
