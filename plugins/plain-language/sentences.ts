import { isAbbreviation } from './abbreviations.ts';
import type { Block, Prose } from './prose.ts';

export interface Word {
	readonly text: string;
	/** The same in small letters. */
	readonly lower: string;
	readonly start: number;
	readonly end: number;
	/** First of a sentence: its capital letter says nothing. */
	readonly first: boolean;
	/** Number of the clause in its sentence. */
	readonly clause: number;
}

export interface Sentence {
	readonly kind: Block['kind'];
	readonly start: number;
	readonly end: number;
	readonly text: string;
	readonly words: readonly Word[];
}

export function sentencesOf({ text, blocks }: Prose): readonly Sentence[] {
	return blocks.flatMap((block) => sentencesIn(text, block));
}

function sentencesIn(text: string, { kind, start, end }: Block): Sentence[] {
	const sentences: Sentence[] = [];
	const block = text.slice(start, end);
	let from = 0;
	const close = (to: number) => {
		const sentence = toSentence(block.slice(from, to), start + from, kind);
		if (sentence) sentences.push(sentence);
		from = to;
	};
	for (const match of block.matchAll(/[.!?…:]{1,8}["“”«»›‹')]{0,3}(?=\s|$)/g)) {
		const after = match.index + match[0].length;
		if (isEnd(block, match.index, match[0], after)) close(after);
	}
	close(block.length);
	return sentences;
}

/** The beginning of a sentence, as much as tells it from others. */
export function quote({ text }: Sentence): string {
	const words = text.replace(/\s+/g, ' ');
	return words.length <= longestQuote ? words : `${words.slice(0, longestQuote - 1).trimEnd()}…`;
}

const longestQuote = 70;

const wordPattern = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[-·‑/*.:,](?=[\p{L}\p{N}])[\p{L}\p{M}\p{N}]+)*/gu;

/** Nobody reads on in a longer one, and no rule does: that it is too long is all there is to say. */
const longest = { words: 200, characters: 4000 };

function toSentence(whole: string, offset: number, kind: Block['kind']): Sentence | null {
	const raw = whole.slice(0, longest.characters);
	const words: Word[] = [];
	let clause = 0;
	let last = 0;
	for (const { 0: text, index } of raw.matchAll(wordPattern)) {
		if (words.length === longest.words) break;
		if (/[,;()–—]/.test(raw.slice(last, index))) clause += 1;
		last = index + text.length;
		words.push({
			text,
			lower: text.toLowerCase(),
			start: offset + index,
			end: offset + last,
			first: words.length === 0,
			clause,
		});
	}
	const [begin] = words;
	if (!begin) return null;
	const end = offset + raw.trimEnd().length;
	return { kind, start: begin.start, end, text: raw.slice(begin.start - offset, end - offset), words };
}

function isEnd(block: string, index: number, signs: string, after: number): boolean {
	const next = /^\s*["„“»›(‚']?(\S?)/u.exec(block.slice(after, after + 40))?.[1] ?? '';
	if (/\p{Ll}/u.test(next)) return false;
	if (signs.startsWith(':')) return /\p{Lu}/u.test(next);
	if (!signs.startsWith('.') || signs.length > 1) return true;
	const before = /[\p{L}\p{N}.]{1,30}$/u.exec(block.slice(Math.max(0, index - 30), index))?.[0] ?? '';
	if (/^\d{1,2}$/.test(before)) return !ordinal.test(block.slice(Math.max(0, index - 20), index));
	return named.test(block.slice(Math.max(0, index - 30), index)) || !isAbbreviation(`${before}.`);
}

/** „in Haus B. Dort …“: a letter that names something is no initial. */
const named =
	/(?<!\p{L})(?:Haus|Gebäude|Gruppe|Wohngruppe|Station|Raum|Zimmer|Saal|Halle|Eingang|Aufgang|Etage|Bereich|Teil|Plan|Punkt|Linie|Team|Klasse|Hepatitis|Vitamin)\s\p{Lu}$/u;

/** „am 3. Mai“ goes on, „bis Schritt 3.“ does not. */
const ordinal =
	/(?:^|[\s(])(?:am|der|dem|den|des|die|das|vom|zum|zur|bis|ab|im|jeder|jeden|jedes|ein|eine|einen|beim|seit|und|zwischen|Am|Der|Die|Das|Den|Ab|Bis|Im|Zum|Vom|Seit)\s\d{1,2}$|^\d{1,2}$/;
