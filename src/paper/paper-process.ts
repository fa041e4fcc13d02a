import { answerRequests } from '../isolation/answer-requests.ts';
import { writePdf } from '../pdf/write-pdf.ts';
import { checkTemplate } from './check-template.ts';
import { fillWord, marksOf } from './fill-word.ts';
import { blocksOfHtml } from './html-blocks.ts';
import type { PaperAnswer, PaperRequest, PaperText } from './paper-request.ts';
import { readWordHtml } from './word-html.ts';
import { writeWord } from './write-word.ts';

answerRequests(async (request: PaperRequest): Promise<PaperAnswer> => {
	switch (request.kind) {
		case 'check':
			await checkTemplate(request.path);
			return answer({ marks: await marksOf(request.path) });
		case 'write':
			return answer({ bytes: await (request.as === 'word' ? writeWord(request.text) : pdfOf(request.text)) });
		case 'fill':
			return fill(request);
	}
});

async function fill({ filling, as }: PaperRequest & { kind: 'fill' }): Promise<PaperAnswer> {
	await checkTemplate(filling.path);
	const { bytes, missing: marks } = await fillWord(filling);
	if (as === 'word') return answer({ bytes, marks });
	const { html, images } = await readWordHtml(bytes);
	// A preview shows the words; what stands in the file's pictures only the file shows.
	if (as === 'html') return answer({ html: html.replace(/<img\b[^>]*>/g, ''), marks });
	const { title, language } = filling;
	return answer({ bytes: await pdfOf({ title, language, html, images }), marks });
}

function pdfOf({ title, language, html, foot, images }: PaperText): Promise<Buffer> {
	return writePdf({
		title,
		language,
		blocks: blocksOfHtml(html, images),
		...(foot === undefined ? {} : { footer: foot }),
	});
}

function answer(parts: Partial<PaperAnswer>): PaperAnswer {
	return { bytes: new Uint8Array(), html: '', marks: [], ...parts };
}
