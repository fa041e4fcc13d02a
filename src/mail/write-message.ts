import { escapeHtml } from '../content/markdown/escape.ts';
import type { MailCalendar, MailContent, MailEntry, MailLink, MailReceiver } from './mail.ts';

export interface MessageParts {
	readonly subject: string;
	readonly text: string;
	readonly html: string;
	readonly calendar?: MailCalendar;
}

/** The two parts of a message, that say the same. Links lead to the configured address of the hub. */
export function writeMessage(
	content: MailContent,
	{ language }: Pick<MailReceiver, 'language'>,
	baseUrl: string,
): MessageParts {
	const absolute = (path: string) => new URL(path, baseUrl).href;
	return {
		subject: oneLine(content.subject).slice(0, longestSubject),
		text: toText(content, absolute),
		html: toHtml(content, { language, absolute }),
		...(content.calendar ? { calendar: content.calendar } : {}),
	};
}

const longestSubject = 200;

/** Without line breaks and other control characters, of which headers are made. */
function oneLine(text: string): string {
	return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

type Absolute = (path: string) => string;

function toText(content: MailContent, absolute: Absolute): string {
	const link = ({ text, url }: MailLink) => `${oneLine(text)}\n${absolute(url)}`;
	const entry = ({ note, ...one }: MailEntry) => `- ${link(one)}${note ? `\n${oneLine(note)}` : ''}`;
	const blocks = [
		content.heading,
		...content.paragraphs,
		...(content.entries ?? []).map((one) => entry(one).replaceAll('\n', '\n  ')),
		...(content.action ? [link(content.action)] : []),
		...(content.foot
			? ['-- ', ...content.foot.map((one) => (typeof one === 'string' ? one : link(one)))]
			: []),
	];
	return `${blocks.join('\n\n')}\n`;
}

function toHtml(
	content: MailContent,
	{ language, absolute }: { readonly language: string; readonly absolute: Absolute },
): string {
	const link = ({ text, url }: MailLink) =>
		`<a href="${escapeHtml(absolute(url))}">${escapeHtml(oneLine(text))}</a>`;
	const entry = ({ language: own, note, ...one }: MailEntry) =>
		`<li><span${own ? ` lang="${escapeHtml(own)}"` : ''}>${link(one)}</span>${
			note ? `<br><small>${escapeHtml(oneLine(note))}</small>` : ''
		}</li>`;
	const body = [
		`<h1>${escapeHtml(content.heading)}</h1>`,
		...content.paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`),
		...(content.entries ? [`<ul>${content.entries.map(entry).join('')}</ul>`] : []),
		...(content.action ? [`<p>${link(content.action)}</p>`] : []),
		...(content.foot
			? [
					'<hr>',
					...content.foot.map(
						(one) => `<p><small>${typeof one === 'string' ? escapeHtml(one) : link(one)}</small></p>`,
					),
				]
			: []),
	];
	return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(oneLine(content.subject))}</title></head>
<body>
${body.join('\n')}
</body></html>
`;
}
