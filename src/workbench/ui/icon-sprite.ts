import icons from 'virtual:verbund/icons';

/**
 * Icons that a list shows in each of its hundred lines, drawn once: a component for each line costs more than the list.
 * Stands before the list; `iconFromSprite` shows them, as decoration.
 */
export function iconSprite(names: Iterable<string>): string {
	const symbols = [...new Set(names)].map(
		(name) =>
			`<symbol id="icon-${name}" viewBox="0 0 24 24">${icons[name] ?? icons['puzzle'] ?? ''}</symbol>`,
	);
	return `<svg width="0" height="0" class="visually-hidden" aria-hidden="true">${symbols.join('')}</svg>`;
}

/** @param name of an icon of the sprite, in words of the code alone */
export function iconFromSprite(name: string): string {
	return `<svg class="icon" aria-hidden="true"><use href="#icon-${name}"/></svg>`;
}
