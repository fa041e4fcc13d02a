import { refused } from '../refused.ts';

export interface Cue {
	/** Milliseconds. */
	readonly start: number;
	readonly end: number;
	/** Without marks, one line for each speaker or sentence. */
	readonly text: string;
}

const mostCues = 20_000;
const longestCue = 2000;
/** With marks, of which each word may have one. */
const longestMarked = 10 * longestCue;

/**
 * Reads captions in the format WebVTT (W3C, https://www.w3.org/TR/webvtt1/). Notes, styles and regions stay out:
 * browsers show captions as the reader has set them.
 *
 * @throws VerbundError `command.refused` with the line that is wrong
 */
export function readCaptions(source: string): readonly Cue[] {
	const lines = source
		.replace(/^\uFEFF/, '')
		.replace(/\r\n?/g, '\n')
		.split('\n');
	if (!/^WEBVTT(?:[ \t].*)?$/.test(lines[0] ?? '')) throw wrong(1);
	const cues: Cue[] = [];
	for (let at = 1; at < lines.length; at += 1) {
		const line = lines[at] ?? '';
		if (line.trim() === '') continue;
		if (/^(?:NOTE|STYLE|REGION)(?:[ \t]|$)/.test(line)) {
			at = endOfBlock(lines, at);
			continue;
		}
		const timeAt = line.includes('-->') ? at : at + 1;
		const times = timesIn(lines[timeAt] ?? '');
		if (!times || times.end <= times.start || cues.length >= mostCues) throw wrong(timeAt + 1);
		at = endOfBlock(lines, timeAt);
		const marked = lines.slice(timeAt + 1, at).join('\n');
		const text = marked.length > longestMarked ? null : plain(marked);
		if (text === null || text.length > longestCue) throw wrong(timeAt + 2);
		if (text !== '') cues.push({ ...times, text });
	}
	if (cues.length === 0) throw refused('training.refused.captionsEmpty');
	return cues;
}

/** The number of the empty line behind a block, or behind the last line. */
function endOfBlock(lines: readonly string[], from: number): number {
	let end = from + 1;
	while (end < lines.length && lines[end]?.trim() !== '') end += 1;
	return end;
}

function timesIn(line: string): { start: number; end: number } | null {
	const time = String.raw`(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)\.(\d{3})`;
	const found = new RegExp(`^\\s*${time}\\s+-->\\s+${time}(?:\\s.*)?$`).exec(line);
	if (!found) return null;
	const [start = 0, end = 0] = [found.slice(1, 5), found.slice(5, 9)].map(
		([hours = '0', minutes, seconds, rest]) =>
			((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(rest),
	);
	return { start, end };
}

const entities: Readonly<Record<string, string>> = {
	amp: '&',
	lt: '<',
	gt: '>',
	nbsp: ' ',
	lrm: '',
	rlm: '',
};

function plain(text: string): string {
	return text
		.replace(/<v(?:\.[^\s>]+)?\s+([^>]{1,100})>/g, '$1: ')
		.replace(/<[^>\n]{0,200}>/g, '')
		.replace(/&(amp|lt|gt|nbsp|lrm|rlm);/g, (_, name: string) => entities[name] ?? '')
		.trim();
}

/** What a browser gets: the same cues, and nothing else of the file. */
export function writeCaptions(cues: readonly Cue[]): string {
	const escaped = (text: string) =>
		text
			.replaceAll('&', '&amp;')
			.replaceAll('<', '&lt;')
			.replaceAll('>', '&gt;')
			.replace(/\n{2,}/g, '\n');
	return `WEBVTT\n\n${cues.map(({ start, end, text }) => `${clock(start)} --> ${clock(end)}\n${escaped(text)}\n`).join('\n')}`;
}

/** `00:01:05.250` */
export function clock(milliseconds: number): string {
	const parts = [
		Math.floor(milliseconds / 3_600_000),
		Math.floor(milliseconds / 60_000) % 60,
		Math.floor(milliseconds / 1000) % 60,
	];
	const whole = parts.map((part) => String(part).padStart(2, '0')).join(':');
	return `${whole}.${String(milliseconds % 1000).padStart(3, '0')}`;
}

function wrong(line: number) {
	return refused('training.refused.captionsInvalid', { line });
}
