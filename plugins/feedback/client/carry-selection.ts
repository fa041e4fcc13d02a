/** Whoever marks words and then reports a mistake has said which passage it is about. */
function carrySelection({ target }: Event): void {
	const link =
		target instanceof Element ? target.closest<HTMLAnchorElement>('a[href^="/feedback/items/"]') : null;
	const words = getSelection()?.toString().trim() ?? '';
	if (!link?.pathname.endsWith('/new') || words === '') return;
	const url = new URL(link.href);
	url.searchParams.set('passage', words.slice(0, 2000));
	link.href = url.pathname + url.search;
}

// Before the click, which takes the selection away.
addEventListener('pointerdown', carrySelection);
addEventListener('focusin', carrySelection);
