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

export interface PreparedDocument {
	readonly source: SearchSource;
	readonly grammar: Grammar;
	readonly title: PreparedField;
	readonly headings: PreparedField;
	readonly body: PreparedField;
	/** Each word of the document once. */
	readonly words: ReadonlyMap<string, PreparedWord>;
}

export interface PreparedField {
	/** In the order of the text, with spaces between them. */
	readonly stems: string;
	/** Stems of words that the text writes with hyphens. */
	readonly joined: readonly string[];
	/** In the order of the text. */
	readonly words: readonly string[];
}

export interface PreparedWord {
	readonly stem: string;
	readonly form: string;
	/** How the word would be split if the index did not know it yet. */
	readonly parts: string;
}

/** @param split answers the stems of a German compound's parts, with spaces between them */
export function prepareDocument(source: SearchSource, split: (word: string) => string): PreparedDocument {
	const grammar = grammarOf(source.language);
	const forms = new Map<string, { stem: string; form: string }>();
	const field = (texts: readonly string[]) => prepareField(texts, source.language, forms);
	const title = field([source.title]);
	const headings = field([...source.headings, ...(source.tags ?? [])]);
	const body = field([source.text]);
	const partsOf = grammar === 'de' ? split : () => '';
	const words = new Map([...forms].map(([word, known]) => [word, { ...known, parts: partsOf(word) }]));
	return { source, grammar, title, headings, body, words };
}

/** @param forms gathers the words */
function prepareField(
	texts: readonly string[],
	language: string,
	forms: Map<string, { stem: string; form: string }>,
): PreparedField {
	const grammar = grammarOf(language);
	const stems: string[] = [];
	const joined: string[] = [];
	const words: string[] = [];
	for (const text of texts) {
		const tokens = analyse(text, language);
		const hyphenated = joinedByHyphens(text, tokens, grammar);
		for (const { analysed } of tokens) stems.push(analysed.stem);
		for (const { analysed } of hyphenated) joined.push(analysed.stem);
		for (const { start, end, analysed } of [...tokens, ...hyphenated]) {
			const { word, stem } = analysed;
			const form = text.slice(start, end);
			const known = forms.get(word);
			words.push(word);
			// Small letters sort last: a word that also occurs in small letters is written with them.
			if (!known || form > known.form) forms.set(word, { stem, form });
		}
	}
	return { stems: stems.join(' '), joined, words };
}
