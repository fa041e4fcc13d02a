const most = 100;

interface CountBadge {
	/** What the number stands at. */
	readonly at: Element;
	/** Its name, behind which the words are read. */
	readonly label: Element | null;
	readonly count: number;
	/** Class of the badge. */
	readonly look: string;
	/** Read aloud in place of the bare number, which stands at `{count}`. */
	readonly words: string | undefined;
}

/** Shows how many there are, in place of what it showed before; none shows nothing. */
export function showCount({ at, label, count, look, words = '{count}' }: CountBadge): void {
	for (const before of at.querySelectorAll('[data-shown]')) before.remove();
	if (count === 0) return;
	const number = count >= most ? `${most - 1}+` : String(count);
	const badge = span(look, number);
	badge.ariaHidden = 'true';
	label?.append(span('visually-hidden', words.replace('{count}', number)));
	at.append(badge);
}

function span(look: string, text: string): HTMLSpanElement {
	const element = document.createElement('span');
	element.className = look;
	element.dataset['shown'] = '';
	element.textContent = text;
	return element;
}
