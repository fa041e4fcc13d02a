import type { MarkdownIt, Token } from 'markdown-it';
import footnotes from 'markdown-it-footnote';

/** `[^name]` and `[^name]: Text`. The names it shows to assistive technology need no language. */
export function parseFootnotes(markdown: MarkdownIt): void {
	markdown.use(footnotes);
	// `^[…]` parses its content anew at each level of nesting, without a limit.
	markdown.inline.ruler.disable('footnote_inline');

	const { rules } = markdown.renderer;
	rules['footnote_ref'] = (tokens, index) => {
		const { note, mention } = numbersOf(tokens[index]);
		return (
			`<sup class="footnote-ref"><a href="#fn-${note}" id="fnref-${mention}" role="doc-noteref">` +
			`[${note}]</a></sup>`
		);
	};
	rules['footnote_block_open'] = () => '<section class="footnotes">\n<ol>\n';
	rules['footnote_block_close'] = () => '</ol>\n</section>\n';
	rules['footnote_open'] = (tokens, index) => `<li id="fn-${numbersOf(tokens[index]).note}">`;
	rules['footnote_close'] = () => '</li>\n';
	rules['footnote_anchor'] = (tokens, index) => {
		const { mention } = numbersOf(tokens[index]);
		return ` <a href="#fnref-${mention}" class="footnote-back" role="doc-backlink" aria-label="↩ ${mention}">↩\uFE0E</a>`;
	};
}

/** `mention` tells the places apart that refer to the same note: 3, 3-2, 3-3. */
function numbersOf(token: Token | undefined): { note: number; mention: string } {
	const note = Number(token?.meta?.['id'] ?? 0) + 1;
	const repetition = Number(token?.meta?.['subId'] ?? 0);
	return { note, mention: repetition > 0 ? `${note}-${repetition + 1}` : `${note}` };
}
