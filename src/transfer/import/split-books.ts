import { readFile, stat, writeFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { SourceDocument } from '../convert/conversion-plan.ts';
import { freePath, pathOfTitle } from './free-path.ts';
import type { SourcePlan } from './plan-source.ts';

const largestBook = 40_000_000;
/** The title, and two parts at least. */
const fewestHeadings = 3;
const mostParts = 2000;

/** Markdown files that look like a whole book in one: other programs write every page of it under a main heading. */
export async function findBooks(
	folder: string,
	documents: readonly SourceDocument[],
): Promise<readonly SourceDocument[]> {
	const books: SourceDocument[] = [];
	for (const document of documents) {
		if (document.format !== 'markdown') continue;
		const { sections } = readSections(await readText(join(folder, document.source)));
		if (sections.length >= fewestHeadings && sections.length <= mostParts) books.push(document);
	}
	return books;
}

/**
 * Makes a document of each part of these books, in a collection named after the book. A heading with nothing below it is
 * a chapter: what follows goes into a collection of that name. The parts lie beside the book, hidden, so that their links
 * and pictures are found as before.
 */
export async function splitBooks(
	folder: string,
	plan: SourcePlan,
	books: readonly SourceDocument[],
): Promise<SourcePlan> {
	const documents: SourceDocument[] = plan.documents.filter((document) => !books.includes(document));
	const collections = new Map(plan.collections);
	const replaced = new Map(plan.replaced);
	const taken = new Set(documents.map(({ target }) => target.toLowerCase()));
	for (const book of books) {
		const { before, sections } = readSections(await readText(join(folder, book.source)));
		const [first, ...others] = sections;
		const isTitled = first !== undefined && before.trim() === '';
		const title = isTitled ? first.title : book.name;
		const home = posix.join(posix.dirname(book.target), pathOfTitle(title));
		const opening = { title, text: isTitled ? first.text : before };
		collections.set(home, { title, position: 0 });
		let chapter = home;
		for (const [index, { title: name, text }] of [opening, ...(isTitled ? others : sections)].entries()) {
			if (text.trim() === '') {
				if (index === 0) continue;
				chapter = posix.join(home, pathOfTitle(name));
				collections.set(chapter, { title: name, position: index });
				continue;
			}
			const source = posix.join(
				posix.dirname(book.source),
				`.${index}-${posix.basename(book.target, '.md')}.md`,
			);
			// What begins with a line across is no head.
			await writeFile(join(folder, source), `\n${text}`);
			const target = freePath(posix.join(chapter, pathOfTitle(name)), endingOf(book.target), taken);
			documents.push({ source, target, format: 'markdown', name, title: name, within: book.source });
			if (!replaced.has(book.source)) replaced.set(book.source, target);
		}
	}
	return { ...plan, documents, collections, replaced };
}

/** `.en.md` of a text in English. */
function endingOf(target: string): string {
	return /(?:\.(?:de|en|de-simple))?\.md$/.exec(target)?.[0] ?? '.md';
}

async function readText(path: string): Promise<string> {
	return (await stat(path)).size > largestBook ? '' : readFile(path, 'utf8');
}

interface Section {
	readonly title: string;
	readonly text: string;
}

/** What stands below each main heading; code may show lines that look like one. */
function readSections(markdown: string): { readonly before: string; readonly sections: readonly Section[] } {
	const head = /^\uFEFF?---[ \t]*\r?\n[^]*?\n---[ \t]*(?:\r?\n|$)/.exec(markdown)?.[0] ?? '';
	const before: string[] = [];
	const sections: { title: string; lines: string[] }[] = [];
	let fence = '';
	for (const line of markdown.slice(head.length).split(/\r?\n/)) {
		const [, mark = ''] = /^ {0,3}(`{3,}|~{3,})/.exec(line) ?? [];
		if (fence === '') fence = mark;
		else if (mark.startsWith(fence) && line.trim() === mark) fence = '';
		const title = fence === '' && line.length < 1000 ? headingOf(line) : null;
		if (title === null) (sections.at(-1)?.lines ?? before).push(line);
		else sections.push({ title, lines: [] });
	}
	return {
		before: before.join('\n'),
		sections: sections.map(({ title, lines }) => ({ title, text: lines.join('\n') })),
	};
}

function headingOf(line: string): string | null {
	const [, words] = /^#[ \t]+(.*\S)/.exec(line) ?? [];
	const title = words?.replace(/[ \t]#+$/, '').replace(/\\([\\`*_{}[\]()#+.!-])/g, '$1') ?? '';
	return title === '' ? null : title;
}
