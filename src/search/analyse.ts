import { fold } from './fold.ts';
import { grammarOf, stem, type Grammar } from './stem.ts';
import { isStopWord } from './stop-words.ts';
import { words, type Word } from './words.ts';

/** A word of a text and what the index knows it by. */
export interface Token extends Word {
	readonly analysed: AnalysedWord;
}

export interface AnalysedWord {
	/** Folded: one spelling for `Maßnahme`, `MASSNAHME` and `Massnahme`. */
	readonly word: string;
	readonly stem: string;
	readonly stop: boolean;
}

/** Runs in the browser too. */
export function analyse(text: string, language: string): Token[] {
	const grammar = grammarOf(language);
	const tokens: Token[] = [];
	for (const { start, end } of words(text)) {
		const analysed = analyseWord(text.slice(start, end), grammar);
		if (analysed.word !== '') tokens.push({ start, end, analysed });
	}
	return tokens;
}

/** Whole words that the text writes with hyphens: `email` for E-Mail, `bundlanderausschuss`. */
export function joinedByHyphens(text: string, tokens: readonly Token[], grammar: Grammar): Token[] {
	const joined: Token[] = [];
	for (let first = 0; first < tokens.length; first++) {
		let last = first;
		while (isHyphen(text, tokens[last], tokens[last + 1])) last++;
		const parts = tokens.slice(first, last + 1);
		const [from] = parts;
		const to = parts.at(-1);
		if (from && to && parts.length > 1) {
			const word = parts.map(({ analysed }) => analysed.word).join('');
			joined.push({ start: from.start, end: to.end, analysed: analyseWord(word, grammar) });
		}
		first = last;
	}
	return joined;
}

/** @param form as written */
export function analyseWord(form: string, grammar: Grammar): AnalysedWord {
	const memory = remembered[grammar];
	const known = memory.get(form);
	if (known) return known;
	const word = fold(form);
	const stop = isStopWord(word, grammar);
	const analysed: AnalysedWord = { word, stem: stop ? stopStem(word) : stem(word, grammar), stop };
	if (memory.size >= memorySize) memory.clear();
	memory.set(form, analysed);
	return analysed;
}

/** Keeps stop words apart from the stems of other words: `Sicherheit` and `sich` share one otherwise. */
function stopStem(word: string): string {
	return `${word}0`;
}

function isHyphen(text: string, left: Token | undefined, right: Token | undefined): boolean {
	return (
		left !== undefined &&
		right !== undefined &&
		right.start - left.end === 1 &&
		hyphen.test(text.charAt(left.end))
	);
}

const hyphen = /[-\u2010\u2011]/;
const memorySize = 50_000;

const remembered: Record<Grammar, Map<string, AnalysedWord>> = {
	de: new Map(),
	en: new Map(),
	plain: new Map(),
};
