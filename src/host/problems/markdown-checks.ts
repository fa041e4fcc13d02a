import type { ProblemFinding } from './problem-check.ts';

/** Something in a Markdown text, with its place. */
export type Place = Pick<ProblemFinding, 'start' | 'end' | 'values'>;

/** Keeps every place where it is and blanks what is shown as it was typed. */
export function withoutCode(markdown: string): string {
	let fence: string | null = null;
	return markdown
		.split('\n')
		.map((line) => {
			const [, mark] = /^[ \t]{0,3}(`{3,}|~{3,})/.exec(line) ?? [];
			const isCode = fence !== null || mark !== undefined;
			if (mark !== undefined) fence = fence === null ? mark : mark.startsWith(fence) ? null : fence;
			return isCode ? ' '.repeat(line.length) : line.replace(/`[^`]*`/g, (code) => ' '.repeat(code.length));
		})
		.join('\n');
}

/** The page's own title is the first level, so a text begins with the second. */
export function skippedHeadings(text: string): readonly Place[] {
	const headings = [...text.matchAll(/^ {0,3}(#{1,6})[ \t]+\S.*$/gm)];
	return headings.flatMap(({ 0: line, 1: signs = '', index }, at) => {
		const before = headings[at - 1]?.[1]?.length ?? 1;
		if (signs.length <= before + 1) return [];
		return [{ start: index, end: index + line.length, values: { level: signs.length, before } }];
	});
}

export function imagesWithoutText(text: string): readonly Place[] {
	return [...text.matchAll(/!\[\s{0,20}\]\([^()\s]{1,2048}[^()\n]{0,500}\)/g)].map(({ 0: image, index }) => ({
		start: index,
		end: index + image.length,
	}));
}

/** `[hier ergänzen: Telefon]`, as templates leave it to whoever takes them over. */
export function openPlaces(text: string): readonly Place[] {
	const pattern = /\[(?:hier ergänzen|bitte ausfüllen|please fill in)\b[^\]\n]{0,300}\](?!\()/gi;
	return [...text.matchAll(pattern)].map(({ 0: words, index }) => ({
		start: index,
		end: index + words.length,
		values: { what: words },
	}));
}

interface InternalLink extends Place {
	/** An id, `<type>/<slug>` of the owner, or a path of this hub. */
	readonly target: string;
}

/** Links to items, in each of the ways that Markdown here knows. */
export function internalLinks(text: string): readonly InternalLink[] {
	const pattern =
		/\[\[([A-Za-z0-9][\w./-]{0,260})(?:\|[^[\]\n]{0,500})?\]\]|\]\((?:item:|\/i\/)([A-Za-z0-9][\w./-]{0,260})(?:#[^()\s]{0,128})?\)|\]\((\/[a-z0-9-]{1,60}\/[a-z0-9-]{1,128}\/[a-z0-9-]{1,128})(?:[?#][^()\s]{0,300})?\)/gi;
	return [...text.matchAll(pattern)].map(({ 0: written, 1: double, 2: item, 3: path, index }) => ({
		target: double ?? item ?? path ?? '',
		start: index,
		end: index + written.length,
	}));
}
