import { announce } from './announce.ts';

/** Moves the focus to something that is not a control by itself, such as a heading or an answer. */
export function focusOn(element: HTMLElement): void {
	if (element.tabIndex < 0 && !element.hasAttribute('tabindex')) element.tabIndex = -1;
	element.focus();
}

/**
 * A form that goes to its own page leaves behind where on that page it was sent from: the browser would go there
 * again, and past the answer.
 */
export function sendFromTop(): void {
	document.addEventListener('submit', (event) => {
		if (event.defaultPrevented || location.hash === '') return;
		history.replaceState(history.state, '', location.pathname + location.search);
	});
}

/**
 * After a form post the answer (notice or error summary) has the focus, also where the browser ignores
 * `autofocus`; and reloading the page does not show the answer again.
 * Where what is done leads further down the page, the browser goes there, and the notice is said aloud.
 */
export function focusAnswer(): void {
	const answer = document.querySelector<HTMLElement>('[data-answer]');
	const url = new URL(location.href);
	const isDone = url.searchParams.has('done');
	if (answer && isDone && url.hash !== '') announce(answer.innerText);
	else if (answer && !answer.contains(document.activeElement)) focusOn(answer);
	if (!isDone) return;
	url.searchParams.delete('done');
	history.replaceState(history.state, '', url);
}
