import MarkdownIt, { type MarkdownIt as Parser, type Token } from 'markdown-it';

/** `- [ ] Text` and `- [x] Text` get a checkbox that only shows; the text is its label. */
export function markTasks(tokens: readonly Token[]): void {
	tokens.forEach((token, index) => {
		const item = tokens[index - 2];
		const [first, ...rest] = token.children ?? [];
		if (item?.type !== 'list_item_open' || first?.type !== 'text') return;
		const [mark, state] = /^\[([ xX])\] /.exec(first.content) ?? [];
		if (mark === undefined) return;

		item.attrJoin('class', 'task');
		first.content = first.content.slice(mark.length);
		token.children = [
			new MarkdownIt.Token('label_open', 'label', 1),
			checkbox(state !== ' '),
			first,
			...rest,
			new MarkdownIt.Token('label_close', 'label', -1),
		];
	});
}

export function renderTasks(markdown: Parser): void {
	markdown.renderer.rules['task_checkbox'] = (tokens, index) =>
		`<input type="checkbox" disabled${tokens[index]?.info === 'checked' ? ' checked' : ''}> `;
}

function checkbox(checked: boolean): Token {
	const token = new MarkdownIt.Token('task_checkbox', 'input', 0);
	token.info = checked ? 'checked' : '';
	return token;
}
