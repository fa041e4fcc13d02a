import { markPattern, parseMark } from 'verbund';

/** The placeholders of a text or a Word file. */
export interface AskedMarks {
	/** As they are written. */
	readonly marks: readonly string[];
	/** What stands in front of a value, by its name. */
	readonly labels: Readonly<Record<string, string>>;
}

/** Names of values in placeholders, each once. */
export function askedPaths(marks: readonly string[]): readonly string[] {
	const paths = marks.flatMap((text) => {
		const mark = parseMark(text);
		return mark && mark.kind !== 'close' ? [mark.path] : [];
	});
	return [...new Set(paths)];
}

/** Placeholders of a Markdown text, as they are written. */
export function marksIn(markdown: string): readonly string[] {
	return [...markdown.matchAll(new RegExp(markPattern, 'g'))].flatMap(([, inner = '']) =>
		parseMark(inner) ? [inner] : [],
	);
}
