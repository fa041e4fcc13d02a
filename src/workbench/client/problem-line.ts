import type { Finding } from './editor/findings.ts';

/** What the hub found, as it answers. */
export interface Line {
	readonly severity: 'error' | 'warning' | 'information';
	readonly kind: string;
	readonly text: string;
	readonly reason: string;
	readonly proposal: string | null;
	readonly url: string;
	readonly field: string | null;
	readonly start: number | null;
	readonly end: number | null;
}

export interface LineTexts {
	readonly proposal: string;
	readonly error: string;
	readonly warning: string;
	readonly information: string;
	readonly take: string;
}

/** As `ProblemLines` shows one. */
export function lineElement(
	{ severity, kind, text, reason, proposal, url, field, start, end }: Line,
	texts: LineTexts,
	icon: HTMLTemplateElement | null,
): HTMLElement {
	const line = document.createElement('li');
	line.dataset['severity'] = severity;
	if (field !== null) line.dataset['field'] = field;
	const link = Object.assign(document.createElement('a'), { href: url, textContent: text });
	link.dataset['text'] = text;
	if (start !== null) link.dataset['from'] = String(start);
	if (end !== null) link.dataset['to'] = String(end);
	link.prepend(
		Object.assign(document.createElement('span'), {
			className: 'visually-hidden',
			textContent: `${texts[severity]}: `,
		}),
	);
	const body = document.createElement('div');
	body.append(link, Object.assign(document.createElement('p'), { textContent: reason }));
	if (proposal !== null) {
		const words = Object.assign(document.createElement('b'), { lang: 'de', textContent: proposal });
		const offer = Object.assign(document.createElement('p'), { className: 'problem-proposal' });
		offer.append(`${texts.proposal} `, words);
		body.append(offer);
	}
	const name = Object.assign(document.createElement('span'), {
		className: 'problem-kind',
		textContent: kind,
	});
	if (icon) line.append(icon.content.cloneNode(true));
	line.append(body, name);
	return line;
}

/** What a line says about a place of its field; null where it names none. */
export function findingOf(line: HTMLElement): Finding | null {
	const link = line.querySelector<HTMLElement>('a[data-from]');
	const [start, end] = [link?.dataset['from'], link?.dataset['to']].map(Number);
	if (!link || start === undefined || end === undefined || Number.isNaN(start + end)) return null;
	return {
		severity: line.dataset['severity'] ?? '',
		text: link.dataset['text'] ?? link.textContent.trim(),
		reason: line.querySelector('p')?.textContent.trim() ?? '',
		proposal: line.querySelector('.problem-proposal b')?.textContent ?? null,
		start,
		end,
	};
}

/** The text changed before the place that the line is about. */
export function moveLine(line: HTMLElement, by: number): void {
	const link = line.querySelector<HTMLElement>('a[data-from]');
	if (!link) return;
	link.dataset['from'] = String(Number(link.dataset['from']) + by);
	link.dataset['to'] = String(Number(link.dataset['to']) + by);
}
