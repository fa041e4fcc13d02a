import { writeFile } from 'node:fs/promises';
import {
	AlignmentType,
	Document,
	Footer,
	HeadingLevel,
	LevelFormat,
	Packer,
	PageNumber,
	Paragraph,
	TextRun,
} from 'docx';
import { parseHTML } from 'linkedom';
import { createWordBlocks } from './word-blocks.ts';
import type { WordRequest } from './word-request.ts';

/** Writes one text as a Word document: real headings, lists, tables and notes, so that it can be worked on. */
export async function writeWord({ target, page, words, baseUrl, images }: WordRequest): Promise<void> {
	const { document } = parseHTML(`<html><body>${page.html}</body></html>`);
	const blocks = createWordBlocks({ images, baseUrl });
	const footnotes = blocks.takeFootnotes(document.body);
	const children = blocks.write(document.body);
	const file = new Document({
		title: page.title,
		description: page.summary,
		creator: '',
		styles: {
			default: {
				document: { run: { font: 'Calibri', size: 22, language: { value: wordLanguage(page.language) } } },
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
		sections: [
			{
				children: [
					new Paragraph({ text: page.title, heading: HeadingLevel.TITLE }),
					...(page.summary === '' ? [] : [new Paragraph({ text: page.summary, style: 'Subtitle' })]),
					...children,
				],
				footers: { default: foot(page.origin, `${words.validity} ${baseUrl}${page.url}`) },
			},
		],
	});
	await writeFile(target, await Packer.toBuffer(file));
}

function foot(origin: string, validity: string): Footer {
	const small = { size: 16 };
	return new Footer({
		children: [
			new Paragraph({
				children: [
					new TextRun({ ...small, text: `${origin} · ` }),
					new TextRun({ ...small, children: [PageNumber.CURRENT, '/', PageNumber.TOTAL_PAGES] }),
				],
			}),
			new Paragraph({ children: [new TextRun({ ...small, text: validity })] }),
		],
	});
}

function wordLanguage(language: string): string {
	return language.startsWith('en') ? 'en-GB' : 'de-DE';
}
