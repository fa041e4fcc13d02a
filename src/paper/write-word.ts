import { AlignmentType, Document, Footer, LevelFormat, Packer, PageNumber, Paragraph, TextRun } from 'docx';
import { parseHTML } from 'linkedom';
import { createWordBlocks } from '../transfer/export/word-blocks.ts';
import type { PaperText } from './paper-request.ts';

/** Writes a text as a Word file that is a letter: nothing on it but the text and the line at the foot. */
export async function writeWord({ title, language, html, foot, images }: PaperText): Promise<Uint8Array> {
	const { document } = parseHTML(`<html><body>${html}</body></html>`);
	const blocks = createWordBlocks({ images, baseUrl: '' });
	const footnotes = blocks.takeFootnotes(document.body);
	const children = blocks.write(document.body);
	const file = new Document({
		title,
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
		sections: [{ children, ...(foot === undefined ? {} : { footers: { default: footer(foot) } }) }],
	});
	return Packer.toBuffer(file);
}

function footer(foot: string): Footer {
	const pages: Readonly<Record<string, string>> = {
		'{page}': PageNumber.CURRENT,
		'{pages}': PageNumber.TOTAL_PAGES,
	};
	const children = foot.split(/(\{pages?\})/).map((part) => pages[part] ?? part);
	return new Footer({ children: [new Paragraph({ children: [new TextRun({ size: 16, children })] })] });
}

function localeOf(language: string): string {
	return language.startsWith('en') ? 'en-GB' : 'de-DE';
}
