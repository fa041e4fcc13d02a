import { align } from './align.ts';
import { toUnits } from './text-units.ts';

/** The same part of a text in two languages; empty where one has no such part. */
export interface SectionPair {
	readonly before: string;
	readonly after: string;
}

/** More parts than these are not laid beside each other one by one. */
const mostSections = 60;

/**
 * The parts of two texts beside each other, as their headings go: languages share those and no words. Texts with
 * notes or definitions of links stay whole, because their parts need each other.
 */
export function pairSections(before: string, after: string): readonly SectionPair[] {
	const [one, other] = [sectionsOf(before), sectionsOf(after)];
	const isWhole = [before, after].some((text) => /^[ \t>]*\[(?:(?!\]).)+\]:/m.test(text));
	if (isWhole || one.length > mostSections || other.length > mostSections) return [{ before, after }];
	return align(one, other, ({ level }) => String(level)).flatMap((stretch) =>
		Array.from({ length: Math.max(stretch.before.length, stretch.after.length) }, (_, index) => ({
			before: stretch.before[index]?.text ?? '',
			after: stretch.after[index]?.text ?? '',
		})),
	);
}

interface Section {
	/** Of its heading; 0 for what stands before the first one. */
	readonly level: number;
	readonly text: string;
}

function sectionsOf(markdown: string): readonly Section[] {
	const starts = toUnits(markdown).filter(({ kind }) => kind === 'heading');
	const sections: Section[] = [];
	let from = 0;
	let level = 0;
	const close = (to: number) => {
		const text = markdown.slice(from, to);
		if (text.trim() !== '') sections.push({ level, text });
		from = to;
	};
	let searched = 0;
	for (const { text } of starts) {
		const at = lineStarting(markdown, text, searched);
		if (at < 0) continue;
		close(at);
		level = /^\s*(#+)/.exec(text)?.[1]?.length ?? 1;
		searched = at + text.length;
	}
	close(markdown.length);
	return sections;
}

function lineStarting(markdown: string, line: string, from: number): number {
	if (from === 0 && markdown.startsWith(line)) return 0;
	const at = markdown.indexOf(`\n${line}`, from === 0 ? 0 : from - 1);
	return at < 0 ? -1 : at + 1;
}
