/** Menus are `<details>`; here they also close on Escape, on a click elsewhere, and when the focus leaves them. */
export function improveMenus(): void {
	document.addEventListener('click', ({ target }) => closeMenus((menu) => !contains(menu, target)));
	document.addEventListener('focusin', ({ target }) => closeMenus((menu) => !contains(menu, target)));
	document.addEventListener('keydown', (event) => {
		if (event.key !== 'Escape') return;
		const menu = openMenus().find((open) => contains(open, document.activeElement));
		if (!menu) return;
		menu.open = false;
		menu.querySelector('summary')?.focus();
	});
}

function closeMenus(which: (menu: HTMLDetailsElement) => boolean): void {
	for (const menu of openMenus().filter(which)) menu.open = false;
}

function openMenus(): HTMLDetailsElement[] {
	return [...document.querySelectorAll<HTMLDetailsElement>('details[data-menu][open]')];
}

function contains(menu: Node, target: EventTarget | null): boolean {
	return target instanceof Node && menu.contains(target);
}
