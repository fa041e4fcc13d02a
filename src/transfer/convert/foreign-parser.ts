import { createParser } from '../../content/markdown/parser.ts';

/** Our parser, but for texts of other programs, which may hold HTML and lead anywhere: the reading of HTML decides. */
export function createForeignParser(): ReturnType<typeof createParser> {
	const parser = createParser();
	parser.set({ html: true });
	// Double brackets and braces mean something else there, or nothing.
	parser.inline.ruler.disable(['placeholder', 'item_link']);
	parser.validateLink = () => true;
	return parser;
}
