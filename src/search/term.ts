/** A word of the query and all that the index may know it by. */
export interface Term {
	/** As written, and folded. */
	readonly form: string;
	readonly word: string;
	readonly stop: boolean;
	/** Only what the index holds; empty for an unknown word. */
	readonly alternatives: readonly Alternative[];
	/** How much the word tells: rare words tell more. */
	readonly weight: number;
}

/** Stems that stand one after the other, or anywhere. */
export interface MatchAlternative {
	readonly stems: readonly string[];
	readonly adjacent: boolean;
}

export interface Alternative extends MatchAlternative {
	/** 1 for the word itself, less for what only resembles it. */
	readonly quality: number;
}

export const qualities = {
	word: 1,
	joined: 0.95,
	synonym: 0.9,
	relative: 0.9,
	/** A compound that holds the word. */
	compound: 0.75,
	pieces: 0.7,
	/** Of a word that the index does not hold, and of one that it does. */
	prefix: { unknown: 0.85, known: 0.55 },
	slip: { one: 0.85, two: 0.7, ofRareWord: 0.6 },
} as const;
