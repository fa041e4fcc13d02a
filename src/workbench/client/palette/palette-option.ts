import icons from 'virtual:verbund/icons';
import type { Mark } from './palette-data.ts';

export interface PaletteGroup {
	readonly title: string | null;
	readonly options: readonly PaletteOption[];
}

/** One line of the palette. */
export interface PaletteOption {
	readonly title: string;
	readonly marks?: readonly Mark[];
	/** Language of title and excerpt, where it may differ from the interface's. */
	readonly language?: string;
	/** Facts below the title: type, organisation. */
	readonly facts?: readonly string[];
	readonly excerpt?: { readonly text: string; readonly marks: readonly Mark[] };
	readonly icon: string;
	readonly keys?: string | null;
	/** Of several that can be chosen: whether this one is. */
	readonly checked?: boolean;
	/** Where it leads, for opening it in a new tab. */
	readonly url?: string;
	/** Does not count as a hit: leads on, or back. */
	readonly aside?: boolean;
	choose(): void;
}

export function renderGroup(group: PaletteGroup, number: number, firstIndex: number): HTMLElement {
	const headingId = `palette-group-${number}`;
	const section = element('div', { role: 'group' });
	if (group.title !== null) {
		section.setAttribute('aria-labelledby', headingId);
		section.append(
			element('div', { id: headingId, class: 'palette-heading', role: 'presentation' }, [group.title]),
		);
	}
	section.append(...group.options.map((option, index) => renderOption(option, firstIndex + index)));
	return section;
}

function renderOption(option: PaletteOption, index: number): HTMLElement {
	const { title, marks = [], facts = [], excerpt, language, icon, keys, checked } = option;
	const text = element('div', { class: 'palette-text' }, [
		element('span', { class: 'palette-title', lang: language }, marked(title, marks)),
	]);
	if (facts.length > 0 || excerpt) {
		text.append(
			element('small', {}, [
				facts.filter((fact) => fact !== '').join(' · '),
				...(excerpt && excerpt.text !== ''
					? [
							facts.length > 0 ? ' · ' : '',
							element('span', { lang: language }, marked(excerpt.text, excerpt.marks)),
						]
					: []),
			]),
		);
	}
	return element(
		'div',
		{
			id: `palette-option-${index}`,
			class: 'palette-option',
			role: 'option',
			'aria-selected': checked === undefined ? 'false' : String(checked),
		},
		[iconOf(checked ? 'check' : icon), text, ...(keys ? [element('kbd', {}, [keys])] : [])],
	);
}

function marked(text: string, marks: readonly Mark[]): (Node | string)[] {
	const parts: (Node | string)[] = [];
	let end = 0;
	for (const [start, stop] of marks) {
		parts.push(text.slice(end, start), element('mark', {}, [text.slice(start, stop)]));
		end = stop;
	}
	return [...parts, text.slice(end)];
}

export function iconOf(name: string): SVGElement {
	const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
	svg.setAttribute('class', 'icon');
	svg.setAttribute('viewBox', '0 0 24 24');
	svg.ariaHidden = 'true';
	// Lucide's own drawings, bundled at build time.
	svg.innerHTML = icons[name] ?? icons['puzzle'] ?? '';
	return svg;
}

export function element<Tag extends keyof HTMLElementTagNameMap>(
	tag: Tag,
	attributes: Readonly<Record<string, string | undefined>> = {},
	children: readonly (Node | string)[] = [],
): HTMLElementTagNameMap[Tag] {
	const made = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes))
		if (value !== undefined) made.setAttribute(name, value);
	made.append(...children);
	return made;
}
