import { announce } from 'verbund/client';
import type { KeptItem } from '../kept-item.ts';
import { element } from './element.ts';
import { isOverdue, standOf, writtenSize, type Say } from './kept-words.ts';

export interface KeptRow {
	readonly item: KeptItem;
	/** Bytes on this device. */
	readonly size: number;
}

/** The list with its search; `text` is what was looked for already. */
export async function keptList(
	rows: readonly KeptRow[],
	say: Say,
	text: string,
	release: (item: KeptItem) => void,
): Promise<readonly Node[]> {
	const { createSearch } = await import('./kept-search.ts');
	const search = createSearch(rows.map(({ item }) => item));
	const lines = new Map(rows.map((row) => [row.item.id, lineOf(row, say, release)]));
	const list = element('ul', { class: 'feed', 'aria-label': say('listLabel') });
	const count = element('p', { class: 'kept-facts', role: 'status' });
	const input = element('input', {
		id: 'kept-search',
		class: 'input',
		type: 'search',
		name: 'q',
		value: text,
		autocomplete: 'off',
	});
	const form = element(
		'form',
		{ role: 'search', class: 'field', 'aria-label': say('listLabel') },
		element('label', { for: 'kept-search' }, say('search')),
		input,
		count,
	);
	form.addEventListener('submit', (event) => event.preventDefault());
	input.addEventListener('input', show);
	show();
	return [form, list];

	function show(): void {
		const found = search(input.value).flatMap((id) => lines.get(id) ?? []);
		list.replaceChildren(...found);
		const isSearching = input.value.trim() !== '';
		count.textContent = isSearching
			? found.length === 0
				? say('hitsNone')
				: say('hits', { count: found.length })
			: '';
	}
}

function lineOf({ item, size }: KeptRow, say: Say, release: (item: KeptItem) => void): HTMLLIElement {
	const [variant] = item.variants;
	if (!variant) return element('li');
	const { title, summary, language } = variant;
	const button = element(
		'button',
		{ id: `kept-${item.id}`, class: 'button', type: 'button', 'data-size': 'small' },
		say('release'),
	);
	button.ariaLabel = `${say('release')}: ${title}`;
	button.addEventListener('click', () => {
		release(item);
		announce(say('forgotten', { title }));
	});
	return element(
		'li',
		{ class: 'feed-item' },
		element(
			'div',
			{ class: 'feed-text' },
			element('a', { class: 'feed-title', href: item.url, lang: language }, title),
			element('div', { lang: language }, summary),
			element('p', { class: 'kept-facts' }, [item.type, item.organisation, writtenSize(size)].join(' · ')),
			element('p', { class: 'kept-facts' }, standOf(item, variant, say)),
			isOverdue(item) ? element('p', { class: 'kept-facts', 'data-kind': 'warning' }, say('overdue')) : null,
		),
		element('span', { class: 'feed-note' }, button),
	);
}
