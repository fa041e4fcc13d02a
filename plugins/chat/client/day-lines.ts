/** Lines between the days in the list of messages, for what arrives while it is open. */
export function createDayLines(list: Element, { language, today }: { language: string; today: string }) {
	const day = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: 'Europe/Berlin' });
	const name = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'Europe/Berlin' });

	/** Puts the line of its day before a message that is the first of it. */
	return function addBefore(line: HTMLElement, at: number): void {
		const key = day.format(at);
		if (list.querySelector(`[data-day="${key}"]`)) return;
		const entry = document.createElement('li');
		entry.className = 'message-day';
		entry.dataset['day'] = key;
		const words = document.createElement('span');
		words.textContent = key === day.format(Date.now()) ? today : name.format(at);
		entry.append(words);
		line.before(entry);
	};
}
