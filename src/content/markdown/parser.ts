import MarkdownIt, { type MarkdownIt as Parser } from 'markdown-it';
import definitionLists from 'markdown-it-deflist';
import { parseAdmonitions } from './admonitions.ts';
import { renderCodeBlocks } from './code-blocks.ts';
import { parseFootnotes } from './footnotes.ts';
import { renderImages } from './images.ts';
import { maxNesting, tooComplex } from './limits.ts';
import { isWritableLink } from './links.ts';
import { parseSlotSyntax, renderSlotTokens } from './slot-syntax.ts';
import { renderTables } from './tables.ts';
import { renderTasks } from './task-lists.ts';

/**
 * The Markdown that Verbund understands.
 *
 * @param onRefusedLink hears of each target that no link may have; such a link stays text
 */
export function createParser(onRefusedLink: (target: string) => void = () => undefined): Parser {
	const markdown = new MarkdownIt({ html: false, linkify: true, typographer: false, maxNesting });
	markdown.validateLink = (target) => {
		if (isWritableLink(target)) return true;
		onRefusedLink(target);
		return false;
	};
	// Only what has a scheme, and mail addresses: "Ende.In" is a missing blank, not a host in India.
	markdown.linkify.set({ fuzzyLink: false });
	refuseDeepNesting(markdown);

	markdown.use(definitionLists);
	parseFootnotes(markdown);
	parseAdmonitions(markdown);
	parseSlotSyntax(markdown);

	renderCodeBlocks(markdown);
	renderImages(markdown);
	renderTables(markdown);
	renderTasks(markdown);
	renderSlotTokens(markdown);
	return markdown;
}

/** markdown-it leaves out what is nested too deeply; nobody's text may disappear without a word. */
export function refuseDeepNesting(markdown: Parser, deepest = maxNesting): void {
	const { block } = markdown;
	const tokenize = block.tokenize.bind(block);
	block.tokenize = (state, startLine, endLine) => {
		if (state.level >= deepest) throw tooComplex();
		tokenize(state, startLine, endLine);
	};
}
