/** A picture that a page shows, as its text names it. */
export interface Figure {
	/** File in the folder of the pictures. */
	readonly name: string;
	/** What is to be seen, for those who do not see it. */
	readonly alt: string;
	readonly caption: string;
}

/** `![What is to be seen](../../images/home.webp "Caption")` on a line of its own, so that any editor shows it. */
const figureLine = /^!\[([^\]\n]+)\]\(\.\.\/\.\.\/images\/([a-z0-9-]+\.(?:webp|png))(?: "([^"\n]*)")?\)$/gm;

const markedPlace = /<p>\(\(picture (\d+)\)\)<\/p>\n?/;

/** Takes the pictures out of a text. What is left is rendered, and `splitAtFigures` finds their places again. */
export function takeFigures(source: string): { readonly text: string; readonly figures: readonly Figure[] } {
	const figures: Figure[] = [];
	const text = source.replace(figureLine, (_line, alt: string, name: string, caption = '') => {
		figures.push({ name, alt, caption });
		return `\n((picture ${figures.length - 1}))\n`;
	});
	return { text, figures };
}

export type Part<Shown> = { readonly html: string } | { readonly figure: Shown };

/** A figure that is `undefined` is left out. */
export function splitAtFigures<Shown>(
	html: string,
	figures: readonly (Shown | undefined)[],
): readonly Part<Shown>[] {
	return html.split(markedPlace).flatMap((piece, index): Part<Shown>[] => {
		if (index % 2 === 0) return piece === '' ? [] : [{ html: piece }];
		const figure = figures[Number(piece)];
		return figure === undefined ? [] : [{ figure }];
	});
}
