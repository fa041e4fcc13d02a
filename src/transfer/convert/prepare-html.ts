import { rename, unwrap } from '../../document/clean-html.ts';

/** Writes what pages of other programs say by classes and attributes as the elements that Verbund knows. */
export function prepareHtml(body: HTMLElement): void {
	for (const element of body.querySelectorAll('script, style, template, noscript, nav')) element.remove();
	keepMain(body);
	hideStyles(body);
	replaceCallouts(body);
	replaceTasks(body);
	replaceDetails(body);
	replaceFigures(body);
	raiseDigits(body);
	expandSpans(body);
	flattenNestedTables(body);
	unboldHeads(body);
}

/** Where a web page says which part of it is the text, all around it is not: heads, feet, notices about cookies. */
function keepMain(body: HTMLElement): void {
	const [main, another] = body.querySelectorAll('main, [role="main"]');
	if (!main || another || main.textContent.trim() === '') return;
	const title = main.querySelector('h1') ? null : body.querySelector('h1');
	const notes = [...body.querySelectorAll('section.footnotes, [role="doc-endnotes"]')].filter(
		(section) => !main.contains(section),
	);
	body.replaceChildren(...(title ? [title] : []), ...main.childNodes, ...notes);
}

/** As the cleaning expects them. */
function hideStyles(body: HTMLElement): void {
	for (const element of body.querySelectorAll('[style]')) {
		element.setAttribute('data-style', element.getAttribute('style') ?? '');
		element.removeAttribute('style');
	}
}

/** Boxes of BookStack (`p.callout`), Docmost (`div[data-type=callout]`) and of our own pages. */
function replaceCallouts(body: HTMLElement): void {
	for (const box of body.querySelectorAll('p.callout, div[data-type="callout"], aside.admonition')) {
		const named = box.getAttribute('data-callout-type') ?? box.className;
		const aside = box.ownerDocument.createElement('aside');
		aside.setAttribute('data-kind', calloutKind(named));
		if (!box.querySelector('p.admonition-title')) aside.append(emptyTitle(box));
		const isParagraph = box.localName === 'p';
		const content = isParagraph ? box.ownerDocument.createElement('p') : aside;
		content.append(...box.childNodes);
		if (isParagraph) aside.append(content);
		box.replaceWith(aside);
	}
}

/** A box of ours always has one. */
function emptyTitle(box: Element): Element {
	const title = box.ownerDocument.createElement('p');
	title.className = 'admonition-title';
	return title;
}

/** Kinds of boxes that other programs know, as ours. */
export function calloutKind(named: string): 'note' | 'tip' | 'warning' {
	if (/warning|danger|caution|important|error/i.test(named)) return 'warning';
	return /tip|success/i.test(named) ? 'tip' : 'note';
}

function replaceTasks(body: HTMLElement): void {
	for (const box of body.querySelectorAll('li input[type="checkbox"]')) {
		const item = box.closest('li');
		item?.setAttribute('data-checked', String(box.hasAttribute('checked')));
		box.remove();
	}
	for (const label of body.querySelectorAll('li label')) unwrap(label);
	for (const item of body.querySelectorAll('li')) readWrittenTask(item);
}

/** `[ ] Text`, as Markdown has it. */
function readWrittenTask(item: Element): void {
	let first: Node | null = item.firstChild;
	while (first?.nodeType === 1 || (first?.nodeType === 3 && first.textContent?.trim() === ''))
		first = first.nodeType === 1 ? first.firstChild : first.nextSibling;
	const [mark, state] = /^\s*\[([ xX])\]\s+/.exec(first?.textContent ?? '') ?? [];
	if (!first || mark === undefined) return;
	item.setAttribute('data-checked', String(state !== ' '));
	first.textContent = (first.textContent ?? '').slice(mark.length);
}

/** What opens and closes elsewhere stands open here, under its name in bold. */
function replaceDetails(body: HTMLElement): void {
	for (const summary of body.querySelectorAll('summary')) {
		const line = body.ownerDocument.createElement('p');
		const strong = body.ownerDocument.createElement('strong');
		strong.append(...summary.childNodes);
		line.append(strong);
		summary.replaceWith(line);
	}
	for (const details of body.querySelectorAll('details')) unwrap(details);
}

function replaceFigures(body: HTMLElement): void {
	for (const caption of body.querySelectorAll('figcaption')) rename(caption, 'p');
	for (const figure of body.querySelectorAll('figure')) unwrap(figure);
}

const raised = new Map(['0⁰', '1¹', '2²', '3³', '4⁴', '5⁵', '6⁶', '7⁷', '8⁸', '9⁹', '+⁺', '-⁻'].map(pair));
const lowered = new Map(['0₀', '1₁', '2₂', '3₃', '4₄', '5₅', '6₆', '7₇', '8₈', '9₉', '+₊', '-₋'].map(pair));

/** Markdown has no raised digits, and “m2” is no area. */
function raiseDigits(body: HTMLElement): void {
	for (const element of body.querySelectorAll('sup, sub')) {
		if (element.children.length > 0) continue;
		const digits = element.localName === 'sup' ? raised : lowered;
		const signs = [...element.textContent.trim()];
		if (signs.length > 0 && signs.every((sign) => digits.has(sign)))
			element.replaceWith(signs.map((sign) => digits.get(sign) ?? sign).join(''));
	}
}

function pair(signs: string): [string, string] {
	const [plain = '', other = ''] = [...signs];
	return [plain, other];
}

const widestSpan = 50;

/** A cell over several columns or rows is followed by empty ones, so that the columns stay in line. */
function expandSpans(body: HTMLElement): void {
	for (const table of body.querySelectorAll('table')) {
		/** Rows that are still covered from above, by column. */
		const covered: number[] = [];
		for (const row of table.querySelectorAll('tr')) {
			if (row.closest('table') !== table) continue;
			let column = 0;
			for (const cell of [...row.children]) {
				column = passCovered(row, cell, covered, column);
				const width = spanOf(cell, 'colspan');
				const height = spanOf(cell, 'rowspan');
				for (let step = 0; step < width; step += 1) {
					covered[column + step] = height - 1;
					if (step > 0) cell.after(emptyCell(row));
				}
				column += width;
			}
			passCovered(row, null, covered, column);
		}
	}
}

function passCovered(row: Element, before: Element | null, covered: number[], start: number): number {
	let column = start;
	for (let left = covered[column] ?? 0; left > 0; left = covered[column] ?? 0) {
		covered[column] = left - 1;
		row.insertBefore(emptyCell(row), before);
		column += 1;
	}
	return column;
}

function spanOf(cell: Element, name: 'colspan' | 'rowspan'): number {
	const span = Math.trunc(Number(cell.getAttribute(name) ?? 1));
	return Math.min(Math.max(Number.isFinite(span) ? span : 1, 1), widestSpan);
}

function emptyCell(row: Element): Element {
	return row.ownerDocument.createElement('td');
}

/** A table in a cell becomes the words in it. */
function flattenNestedTables(body: HTMLElement): void {
	for (const inner of [...body.querySelectorAll('table table')].reverse()) {
		for (const part of inner.querySelectorAll('td, th')) part.append(' ');
		for (const part of [...inner.querySelectorAll('thead, tbody, tfoot, tr, td, th')].reverse()) unwrap(part);
		unwrap(inner);
	}
}

/** Headings and the head of a table are bold by themselves. */
function unboldHeads(body: HTMLElement): void {
	for (const bold of body.querySelectorAll(':is(h1, h2, h3, h4, h5, h6) > :is(strong, b):only-child'))
		if (bold.textContent.trim() === bold.parentElement?.textContent.trim()) unwrap(bold);
	for (const table of body.querySelectorAll('table')) {
		for (const bold of table.querySelector('tr')?.querySelectorAll('strong, b') ?? []) unwrap(bold);
	}
}
