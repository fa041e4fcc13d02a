import { writeFile } from 'node:fs/promises';
import { Footer, HeadingLevel, PageNumber, Paragraph, TextRun } from 'docx';
import { packWord } from './pack-word.ts';
import type { WordRequest } from './word-request.ts';

/** Between paragraphs, in twentieths of a point. */
const apart = 120;

/** Writes one text as a Word document, under its title and with where it comes from at the foot. */
export async function writeWord({ target, page, words, baseUrl, images }: WordRequest): Promise<void> {
	const { title, summary, language, html } = page;
	const head = [
		new Paragraph({ text: title, heading: HeadingLevel.TITLE }),
		...(summary === '' ? [] : [new Paragraph({ text: summary, style: 'Subtitle' })]),
	];
	const foot = footer(page.origin, `${words.validity} ${baseUrl}${page.url}`);
	await writeFile(
		target,
		await packWord({ apart, title, description: summary, language, html, head, foot, images, baseUrl }),
	);
}

function footer(origin: string, validity: string): Footer {
	const small = { size: 16 };
	return new Footer({
		children: [
			new Paragraph({
				spacing: { after: 0 },
				children: [
					new TextRun({ ...small, text: `${origin} · ` }),
					new TextRun({ ...small, children: [PageNumber.CURRENT, '/', PageNumber.TOTAL_PAGES] }),
				],
			}),
			new Paragraph({ spacing: { after: 0 }, children: [new TextRun({ ...small, text: validity })] }),
		],
	});
}
