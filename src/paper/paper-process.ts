import { readFile } from 'node:fs/promises';
import { answerRequests } from '../isolation/answer-requests.ts';
import { writePdf } from '../pdf/write-pdf.ts';
import { checkTemplate } from './check-template.ts';
import { fillWord, marksOf } from './fill-word.ts';
import { markFilled, showFilled } from './filled-marks.ts';
import { blocksOfHtml } from './html-blocks.ts';
import type { PaperAnswer, PaperRequest, PaperText, WordFilling } from './paper-request.ts';
import { pictureDigest, pictureFolder, readWordHtml } from './word-html.ts';
import { findPicture } from './word-picture.ts';
import { writeWord } from './write-word.ts';

answerRequests(async (request: PaperRequest): Promise<PaperAnswer> => {
	switch (request.kind) {
		case 'check':
			return check(request.path);
		case 'write':
			return answer({ bytes: await (request.as === 'word' ? writeWord(request.text) : pdfOf(request.text)) });
		case 'fill':
			return fill(request.filling, request.as);
		case 'preview':
			return preview(request);
		case 'picture':
			await checkTemplate(request.path);
			return answer({ bytes: (await findPicture(request.path, request.digest)) ?? new Uint8Array() });
	}
});

/** Also whether it can be shown: what is broken is refused before it is a template. */
async function check(path: string): Promise<PaperAnswer> {
	await checkTemplate(path);
	const { marks, labels } = await marksOf(path);
	await readWordHtml(await readFile(path));
	return answer({ marks, labels });
}

async function fill(filling: WordFilling, as: 'word' | 'pdf'): Promise<PaperAnswer> {
	await checkTemplate(filling.path);
	const { bytes, missing: marks } = await fillWord(filling);
	if (as === 'word') return answer({ bytes, marks });
	const { html, images } = await readWordHtml(bytes);
	const { title, language } = filling;
	return answer({ bytes: await pdfOf({ title, language, html, images }), marks });
}

async function preview({ filling, pictures }: PaperRequest & { kind: 'preview' }): Promise<PaperAnswer> {
	await checkTemplate(filling.path);
	const { bytes, missing: marks } = await fillWord(filling, markFilled);
	const { html } = await readWordHtml(bytes);
	// A letterhead has an address of its own already.
	const known = new Map(Object.entries(filling.images).map(([url, image]) => [pictureDigest(image), url]));
	const shown = html.replace(
		inWord,
		(_, digest: string) => `src="${known.get(digest) ?? pictures + digest}"`,
	);
	return answer({ html: showFilled(shown), marks });
}

const inWord = new RegExp(`src="${pictureFolder}([0-9a-f]{32})"`, 'g');

function pdfOf({ title, language, html, foot, images }: PaperText): Promise<Buffer> {
	return writePdf({
		title,
		language,
		blocks: blocksOfHtml(html, images),
		...(foot === undefined ? {} : { footer: foot }),
	});
}

function answer(parts: Partial<PaperAnswer>): PaperAnswer {
	return { bytes: new Uint8Array(), html: '', marks: [], labels: {}, ...parts };
}
