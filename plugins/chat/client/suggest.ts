import { announce } from 'verbund/client';
import { createSuggestionList } from 'verbund/client/suggestion-list';
import { sourcesFor, type Offer, type Source, type SuggestTexts } from './suggest-sources.ts';

interface Occasion {
	readonly source: Source;
	readonly text: string;
	readonly from: number;
}

/** Keys come faster than answers. Milliseconds. */
const pause = 120;
const longest = 80;

/**
 * Offers people behind `@` and texts behind `[[` while somebody types: arrows choose, Return takes, Escape leaves. The
 * focus stays in the field, which says by `aria-activedescendant` which line is meant.
 *
 * @param place parameters of the room or of the item that is written about
 */
export function improveSuggestions(
	field: HTMLTextAreaElement,
	element: HTMLElement,
	{ place, texts }: { readonly place: Readonly<Record<string, string>>; readonly texts: SuggestTexts },
): void {
	const sources = sourcesFor(place, texts);
	let occasion: Occasion | null = null;
	/** Where the sign stands that Escape has answered. */
	let dismissed: number | null = null;
	let asking = new AbortController();
	const list = createSuggestionList<Offer>({
		element,
		icons: element.parentElement ?? document,
		choose: take,
		changed: describe,
	});
	field.setAttribute('aria-autocomplete', 'list');
	field.setAttribute('aria-controls', element.id);

	field.addEventListener('input', look);
	field.addEventListener('blur', close);
	// What was asked for a text that is on its way belongs to no text any more.
	field.form?.addEventListener('submit', close);
	// Before what the keys do otherwise in the field.
	field.addEventListener(
		'keydown',
		(event) => {
			if (!list.isOpen || event.isComposing) return;
			if (event.key === 'ArrowDown') list.move(1);
			else if (event.key === 'ArrowUp') list.move(-1);
			else if ((event.key === 'Enter' || event.key === 'Tab') && list.active) take(list.active);
			else if (event.key === 'Escape') leave();
			else return;
			event.preventDefault();
			event.stopImmediatePropagation();
		},
		{ capture: true },
	);

	function look(): void {
		const found = findOccasion(field, sources);
		if (!found || found.from === dismissed) {
			if (!found) dismissed = null;
			close();
			return;
		}
		occasion = found;
		void ask(found);
	}

	async function ask({ source, text }: Occasion): Promise<void> {
		asking.abort();
		const controller = new AbortController();
		asking = controller;
		const { signal } = controller;
		await new Promise((resolve) => setTimeout(resolve, pause));
		const found = signal.aborted ? [] : await source.find(text, signal).catch(() => []);
		if (asking !== controller || occasion === null) return;
		element.setAttribute('aria-label', source.label);
		list.show(found, field.getBoundingClientRect());
		const [first] = found;
		const said = texts.found.replace('{count}', String(found.length)).replace('{first}', first?.title ?? '');
		announce(first ? said : texts.nothing);
	}

	function take({ text }: Offer): void {
		if (!occasion) return;
		const { from } = occasion;
		close();
		field.setRangeText(`${text} `, from, field.selectionStart, 'end');
		field.dispatchEvent(new Event('input', { bubbles: true }));
		field.focus();
	}

	function leave(): void {
		dismissed = occasion?.from ?? null;
		close();
	}

	function close(): void {
		asking.abort();
		occasion = null;
		list.hide();
	}

	function describe(): void {
		if (list.activeId === null) field.removeAttribute('aria-activedescendant');
		else field.setAttribute('aria-activedescendant', list.activeId);
	}
}

function findOccasion(
	{ value, selectionStart, selectionEnd }: HTMLTextAreaElement,
	sources: readonly Source[],
): Occasion | null {
	if (selectionStart !== selectionEnd) return null;
	const before = value.slice(Math.max(0, selectionStart - longest), selectionStart);
	for (const source of sources) {
		const match = source.pattern.exec(before);
		if (!match) continue;
		const [whole, text = ''] = match;
		return { source, text, from: selectionStart - whole.trimStart().length };
	}
	return null;
}
