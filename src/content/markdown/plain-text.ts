import type { Token } from 'markdown-it';

/** What a person reads in these inline tokens. Slots appear as they were written, or as their label. */
export function plainText(tokens: readonly Token[]): string {
	return collect(tokens, (token) =>
		token.type === 'placeholder' ? `{{${token.content}}}` : token.info || token.content,
	);
}

/** One line per block for search and excerpts. A placeholder leaves a gap: its name is nothing one would look for. */
export function searchText(tokens: readonly Token[]): string {
	return tokens.map(blockText).filter(Boolean).join('\n');
}

/** U+202D and U+202E make a text read differently from what it says. No script needs them. */
export function withoutDirectionOverrides(text: string): string {
	return text.replace(/[\u202D\u202E]/g, '');
}

function blockText(token: Token, index: number, tokens: readonly Token[]): string {
	if (token.type === 'fence' || token.type === 'code_block') {
		return withoutDirectionOverrides(token.content.trimEnd());
	}
	if (token.type !== 'inline' || isOutlineHeading(tokens[index - 1])) return '';
	return collect(token.children ?? [], (slot) =>
		slot.type !== 'placeholder' ? slot.info : /^[#/]/.test(slot.content) ? '' : '…',
	);
}

function isOutlineHeading(token: Token | undefined): boolean {
	return token?.type === 'heading_open' && ['h2', 'h3', 'h4'].includes(token.tag);
}

function collect(tokens: readonly Token[], slotText: (token: Token) => string): string {
	return withoutDirectionOverrides(tokens.map((token) => inlineText(token, slotText)).join(''))
		.replace(/\s+/g, ' ')
		.trim();
}

function inlineText(token: Token, slotText: (token: Token) => string): string {
	switch (token.type) {
		case 'text':
		case 'text_special':
		case 'code_inline':
			return token.content;
		case 'softbreak':
		case 'hardbreak':
			return ' ';
		case 'image':
			return collect(token.children ?? [], slotText);
		case 'placeholder':
		case 'item_link':
			return slotText(token);
		default:
			return '';
	}
}
