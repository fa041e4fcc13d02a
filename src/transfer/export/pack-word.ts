import { AlignmentType, Document, LevelFormat, Packer, type Footer, type Paragraph } from 'docx';
import { parseHTML } from 'linkedom';
import { createWordBlocks } from './word-blocks.ts';
import type { WordInlineParts } from './word-inline.ts';

export interface WordFile extends WordInlineParts {
	readonly title: string;
	readonly description?: string;
	/** Content language, `de-simple`. */
	readonly language: string;
	/** Sanitised. */
	readonly html: string;
	/** What stands before the text. */
	readonly head?: readonly Paragraph[];
	readonly foot?: Footer;
}

/** The bytes of a Word file: real headings, lists, tables and notes, so that it can be worked on. */
export function packWord({
	title,
	description,
	language,
	html,
	head = [],
	foot,
	...parts
}: WordFile): Promise<Buffer> {
	const { document } = parseHTML(`<html><body>${html}</body></html>`);
	const blocks = createWordBlocks(parts);
	const footnotes = blocks.takeFootnotes(document.body);
	const children = [...head, ...blocks.write(document.body)];
	const file = new Document({
		title,
		...(description === undefined ? {} : { description }),
		creator: '',
		styles: {
			default: { document: { run: { font: 'Calibri', size: 22, language: { value: localeOf(language) } } } },
		},
		numbering: {
			config: blocks.lists().map(({ reference, start }) => ({
				reference,
				levels: [0, 1, 2, 3, 4, 5, 6, 7, 8].map((level) => ({
					level,
					format: LevelFormat.DECIMAL,
					text: `%${level + 1}.`,
					alignment: AlignmentType.START,
					start: level === 0 ? start : 1,
					style: { paragraph: { indent: { left: 720 + level * 360, hanging: 360 } } },
				})),
			})),
		},
		footnotes,
		sections: [{ children, ...(foot === undefined ? {} : { footers: { default: foot } }) }],
	});
	return Packer.toBuffer(file);
}

function localeOf(language: string): string {
	return language.startsWith('en') ? 'en-GB' : 'de-DE';
}
