import { analyse, joinedByHyphens } from './analyse.ts';
import { grammarOf, type Grammar } from './stem.ts';

/** One variant of something that can be found. */
export interface SearchSource {
	/** `content`, or the id of a plugin's search provider. */
	readonly source: string;
	readonly objectId: string;
	readonly language: string;
	readonly type: string;
	readonly organisationId: string;
	readonly title: string;
	readonly headings: readonly string[];
	/** Plain text, as a reader sees it. */
	readonly text: string;
	readonly tags?: readonly string[];
	/** Milliseconds since 1970. */
	readonly updatedAt: number;
}

/** Its words, folded. */
export interface PreparedDocument {
	readonly source: SearchSource;
	readonly grammar: Grammar;
	readonly title: PreparedText;
	readonly headings: readonly PreparedText[];
	readonly tags: readonly PreparedText[];
	readonly body: PreparedText;
	/** Each word of the document once. */
	readonly words: ReadonlyMap<string, PreparedWord>;
}

export interface PreparedText {
	/** In the order of the text. */
	readonly words: readonly string[];
	/** Those that the text writes with hyphens, as one. */
	readonly joined: readonly string[];
}

export interface PreparedWord {
	readonly stem: string;
	readonly form: string;
}

export function prepareDocument(source: SearchSource): PreparedDocument {
	const words = new Map<string, PreparedWord>();
	const prepare = (text: string) => prepareText(text, source.language, words);
	const title = prepare(source.title);
	const headings = source.headings.map(prepare);
	const tags = (source.tags ?? []).map(prepare);
	const body = prepare(source.text);
	return { source, grammar: grammarOf(source.language), title, headings, tags, body, words };
}

/** @param gathered receives the words */
function prepareText(text: string, language: string, gathered: Map<string, PreparedWord>): PreparedText {
	const tokens = analyse(text, language);
	const hyphenated = joinedByHyphens(text, tokens, grammarOf(language));
	for (const { start, end, analysed } of [...tokens, ...hyphenated]) {
		const { word, stem } = analysed;
		const form = text.slice(start, end);
		const known = gathered.get(word);
		// Small letters sort last: a word that also occurs in small letters is written with them.
		if (!known || form > known.form) gathered.set(word, { stem, form });
	}
	const words = tokens.map(({ analysed }) => analysed.word);
	const joined = hyphenated.map(({ analysed }) => analysed.word);
	return { words, joined };
}
