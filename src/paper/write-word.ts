import { Footer, PageNumber, Paragraph, TextRun } from 'docx';
import { packWord } from '../transfer/export/pack-word.ts';
import type { PaperText } from './paper-request.ts';

/** Writes a text as a Word file that is a letter: nothing on it but the text and the line at the foot. */
export function writeWord({ foot, ...text }: PaperText): Promise<Buffer> {
	return packWord({ ...text, baseUrl: '', ...(foot === undefined ? {} : { foot: footer(foot) }) });
}

function footer(foot: string): Footer {
	const pages: Readonly<Record<string, string>> = {
		'{page}': PageNumber.CURRENT,
		'{pages}': PageNumber.TOTAL_PAGES,
	};
	const children = foot.split(/(\{pages?\})/).map((part) => pages[part] ?? part);
	return new Footer({ children: [new Paragraph({ children: [new TextRun({ size: 16, children })] })] });
}
