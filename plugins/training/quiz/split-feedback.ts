interface SplitAnswer {
	readonly text: string;
	readonly feedback: string;
	/** A brace is opened and never closed. */
	readonly isOpen: boolean;
}

/** `Nein. {Ohne Erlaubnis nie.}`: the answer, and what is said to it. Braces of the text itself are written `\{`. */
export function splitFeedback(source: string): SplitAnswer {
	const text = source.trim();
	const run = /\}*$/.exec(text.slice(-4))?.[0].length ?? 0;
	const closing = text[text.length - run - 1] === '\\' ? run - 1 : run;
	// Two of them end a placeholder.
	const isClosed = closing % 2 === 1;
	if (!isClosed) return { text, feedback: '', isOpen: hasOpenBrace(text) };
	const from = openingBefore(text, text.length - 2);
	if (from === null) return { text, feedback: '', isOpen: false };
	return { text: text.slice(0, from).trim(), feedback: text.slice(from + 1, -1).trim(), isOpen: false };
}

/** Where the brace opens whose inside ends at `end`; null where another one closes in between. */
function openingBefore(text: string, end: number): number | null {
	for (let at = end; at >= 0; at -= 1) {
		const brace = text[at];
		if ((brace !== '{' && brace !== '}') || text[at - 1] === '\\') continue;
		// A placeholder, `{{organisation.name}}`.
		if (text[at - 1] === brace) at -= 1;
		else return brace === '{' ? at : null;
	}
	return null;
}

function hasOpenBrace(text: string): boolean {
	const own = text.replaceAll(/\\[{}]|\{\{|\}\}/g, '');
	return own.lastIndexOf('{') > own.lastIndexOf('}');
}
