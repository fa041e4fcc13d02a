/**
 * Says something to screen readers that is not moved to: what changed by itself, or worked without a new page.
 *
 * @param text a whole sentence in the language of the interface
 */
export function announce(text: string): void {
	const region = document.querySelector('#announcer');
	if (!region) return;
	// Emptied first, so that the same sentence is said twice when it happens twice.
	region.textContent = '';
	setTimeout(() => (region.textContent = text), 100);
}
