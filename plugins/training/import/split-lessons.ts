/** A part of a text that becomes a lesson. */
export interface LessonText {
	/** Heading above it, if there is one. */
	readonly section: string | null;
	readonly title: string;
	readonly markdown: string;
}

interface Heading {
	readonly line: number;
	readonly level: number;
	readonly title: string;
}

/**
 * Splits a text at its headings. Where the highest headings stand over others they are sections, and the next ones
 * lessons; what comes before the first heading is a lesson under the name of the whole.
 */
export function splitLessons(markdown: string, name: string): readonly LessonText[] {
	const lines = markdown.split('\n');
	const headings = headingsIn(lines);
	const level = lessonLevel(headings);
	const cuts = headings.filter((heading) => heading.level <= level);
	const lessons: LessonText[] = [];
	let section: string | null = null;
	let isSection = false;
	const add = (title: string, from: number, to: number) => {
		const text = lines.slice(from, to).join('\n').trim();
		if (text !== '' || !isSection) lessons.push({ section, title, markdown: text });
	};
	if (cuts.length === 0) return [{ section: null, title: name, markdown: markdown.trim() }];
	if (lines.slice(0, cuts[0]?.line).join('').trim() !== '') add(name, 0, cuts[0]?.line ?? 0);
	for (const [index, cut] of cuts.entries()) {
		const end = cuts[index + 1]?.line ?? lines.length;
		isSection = cut.level < level;
		if (isSection) section = cut.title;
		add(cut.title, cut.line + 1, end);
	}
	return lessons;
}

/** The level at which lessons begin: the second where several stand under the first. */
function lessonLevel(headings: readonly Heading[]): number {
	const highest = Math.min(...headings.map(({ level }) => level));
	const below = headings.filter(({ level }) => level > highest);
	if (below.length === 0) return highest;
	const next = Math.min(...below.map(({ level }) => level));
	const first = headings.filter(({ level }) => level === highest);
	const children = headings.filter(({ level }) => level === next);
	// One heading over everything is the title of the whole; several without much below them are the lessons.
	return first.length === 1 || children.length >= first.length * 2 ? next : highest;
}

function headingsIn(lines: readonly string[]): readonly Heading[] {
	const headings: Heading[] = [];
	let fence: string | null = null;
	for (const [line, text] of lines.entries()) {
		const mark = /^ {0,3}(`{3,}|~{3,})/.exec(text)?.[1];
		if (mark !== undefined) {
			if (fence === null) fence = mark;
			else if (mark.startsWith(fence)) fence = null;
			continue;
		}
		const found = fence === null ? /^(#{1,6})[ \t]+(\S.*)$/s.exec(text) : null;
		if (found) headings.push({ line, level: found[1]?.length ?? 1, title: plain(found[2] ?? '') });
	}
	return headings;
}

function plain(title: string): string {
	return title
		.slice(0, 1000)
		.replace(/[ \t]+#*[ \t]*$/, '')
		.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
		.replace(/\\([\\`*_{}[\]()#+.!|<>~-])/g, '$1')
		.replace(/(\*\*|__|\*|`)(.+?)\1/g, '$2')
		.slice(0, 200)
		.trim();
}
