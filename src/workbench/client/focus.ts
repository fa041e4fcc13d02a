/** Moves the focus to something that is not a control by itself, such as a heading or an answer. */
export function focusOn(element: HTMLElement): void {
	if (element.tabIndex < 0 && !element.hasAttribute('tabindex')) element.tabIndex = -1;
	element.focus();
}

/**
 * After a form post the answer (notice or error summary) has the focus, also where the browser ignores
 * `autofocus`; and reloading the page does not show the answer again.
 */
export function focusAnswer(): void {
	const answer = document.querySelector<HTMLElement>('[data-answer]');
	if (answer && !answer.contains(document.activeElement)) focusOn(answer);
	const url = new URL(location.href);
	if (!url.searchParams.has('done')) return;
	url.searchParams.delete('done');
	history.replaceState(history.state, '', url);
}
