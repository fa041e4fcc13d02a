import { htmlToMarkdown } from './html-to-markdown.ts';
import type { TakeNote } from './imported-quiz.ts';
import { pictureMark, type Pictures } from './pictures.ts';
import { childOf, textOf, type XmlElement } from './xml-tree.ts';

/** What all kinds of Moodle’s questions have. */
export interface MoodleFields {
	/** Markdown. */
	readonly text: string;
	readonly points: number;
	readonly feedback: { readonly general: string; readonly right: string; readonly wrong: string };
	/** An element’s text as Markdown, as its `format` says. */
	readonly markdown: (element: XmlElement | undefined) => string;
	/** The same without marks, in one line. */
	readonly plain: (element: XmlElement | undefined) => string;
}

export function moodleFields(element: XmlElement, note: TakeNote, pictures: Pictures): MoodleFields {
	const markdown = (part: XmlElement | undefined): string => {
		const source = textOf(part);
		const format = part?.attributes['format'];
		const findPicture = pictures.of(part);
		if (format === 'markdown')
			return source.replaceAll(/@@PLUGINFILE@@\/[^)\s"]+/g, (address) => findPicture(address) ?? address);
		const { markdown: converted, leftOut } = htmlToMarkdown(
			format === 'plain_text' ? source.replaceAll('&', '&amp;').replaceAll('<', '&lt;') : source,
			findPicture,
		);
		if (leftOut > 0) note('media', { count: leftOut });
		return converted;
	};
	const plain = (part: XmlElement | undefined) =>
		markdown(part)
			.replaceAll(pictureMark, '$1')
			.replaceAll(/\\(?=[\\`*_[\]<>])|(?<!\\)\*+/g, '')
			.replaceAll(/\s+/g, ' ')
			.trim();
	const grade = Number(textOf(element, 'defaultgrade') || '1');
	const isGrade = Number.isFinite(grade) && grade > 0 && grade <= 1000;
	if (!isGrade) note('points');
	return {
		text: markdown(childOf(element, 'questiontext')),
		points: isGrade ? Math.round(grade * 100) / 100 : 1,
		feedback: {
			general: markdown(childOf(element, 'generalfeedback')),
			right: markdown(childOf(element, 'correctfeedback')),
			wrong: markdown(childOf(element, 'incorrectfeedback')),
		},
		markdown,
		plain,
	};
}
