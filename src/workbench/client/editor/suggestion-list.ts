/** One line of the list below the caret. */
export interface ListedSuggestion {
	readonly title: string;
	readonly detail?: string | undefined;
	/** Name of an icon that the page holds as `<template data-icon>`. */
	readonly icon?: string | undefined;
	readonly language?: string | undefined;
}

/** The list below the caret. The focus stays in the text; the text says which line is meant. */
export interface SuggestionList<Listed extends ListedSuggestion> {
	show(suggestions: readonly Listed[], at: DOMRect | Place): void;
	hide(): void;
	move(by: 1 | -1): void;
	readonly isOpen: boolean;
	/** Id of the line that Return chooses. */
	readonly activeId: string | null;
	readonly active: Listed | null;
}

export interface Place {
	readonly left: number;
	readonly top: number;
	readonly bottom: number;
}

interface Parts<Listed> {
	/** An empty, hidden `<ul role=listbox>`. */
	readonly element: HTMLElement;
	readonly icons: ParentNode;
	choose(suggestion: Listed): void;
	changed(): void;
}

export function createSuggestionList<Listed extends ListedSuggestion>({
	element,
	icons,
	choose,
	changed,
}: Parts<Listed>): SuggestionList<Listed> {
	let suggestions: readonly Listed[] = [];
	let index = 0;

	element.addEventListener('mousedown', (event) => {
		event.preventDefault();
		const line = event.target instanceof Element ? event.target.closest('[role=option]') : null;
		const chosen = suggestions[[...element.children].findIndex((one) => one === line)];
		if (chosen) choose(chosen);
	});

	return {
		show(found, at) {
			suggestions = found;
			index = 0;
			element.replaceChildren(...found.map((one, at) => toLine(one, `${element.id}-${at}`, icons)));
			element.hidden = found.length === 0;
			mark();
			place(element, at);
		},
		hide() {
			if (element.hidden) return;
			suggestions = [];
			element.hidden = true;
			element.replaceChildren();
			changed();
		},
		move(by) {
			index = (index + by + suggestions.length) % suggestions.length;
			mark();
		},
		get isOpen() {
			return !element.hidden;
		},
		get activeId() {
			return element.hidden ? null : `${element.id}-${index}`;
		},
		get active() {
			return suggestions[index] ?? null;
		},
	};

	function mark(): void {
		[...element.children].forEach((line, at) => {
			line.setAttribute('aria-selected', String(at === index));
			if (at === index) line.scrollIntoView({ block: 'nearest' });
		});
		changed();
	}
}

function toLine(
	{ title, detail, icon, language }: ListedSuggestion,
	id: string,
	icons: ParentNode,
): HTMLElement {
	const line = document.createElement('li');
	line.setAttribute('role', 'option');
	line.id = id;
	const drawn = icons.querySelector<HTMLTemplateElement>(`template[data-icon="${icon ?? ''}"]`);
	if (drawn) line.append(drawn.content.cloneNode(true));
	const words = document.createElement('span');
	words.textContent = title;
	if (language !== undefined) words.lang = language;
	line.append(words);
	if (detail !== undefined) {
		const small = document.createElement('small');
		small.textContent = detail;
		line.append(small);
	}
	return line;
}

/** Below the caret, or above it where there is no room. */
function place(element: HTMLElement, { left, top, bottom }: Place): void {
	const { width, height } = element.getBoundingClientRect();
	const isRoomBelow = bottom + height + 8 < innerHeight;
	element.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
	element.style.top = `${isRoomBelow ? bottom + 4 : Math.max(8, top - height - 4)}px`;
}
