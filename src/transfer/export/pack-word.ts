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
	/** Space between paragraphs, in twentieths of a point; letters have none of their own. */
	readonly apart?: number;
}

/** The bytes of a Word file: real headings, lists, tables and notes, so that it can be worked on. */
export function packWord({
	title,
	description,
	language,
	html,
	head = [],
	foot,
	apart = 0,
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
			default: {
				document: {
					run: { font: 'Calibri', size: 22, language: { value: localeOf(language) } },
					paragraph: { spacing: { after: apart } },
				},
				listParagraph: { paragraph: { contextualSpacing: true } },
				...Object.fromEntries(
					[1, 2, 3, 4, 5, 6].map((level) => [
						`heading${level}`,
						{ paragraph: { keepNext: true, spacing: { before: apart * 2, after: apart } } },
					]),
				),
			},
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
