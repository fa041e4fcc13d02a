import type { MarkdownIt, Token } from 'markdown-it';
import { escapeHtml } from './escape.ts';

/** Long lines scroll, so the keyboard must reach the block. */
export function renderCodeBlocks(markdown: MarkdownIt): void {
	markdown.renderer.rules['fence'] = (tokens, index) => codeBlock(tokens[index]);
	markdown.renderer.rules['code_block'] = (tokens, index) => codeBlock(tokens[index]);
}

function codeBlock(token: Token | undefined): string {
	const [, language] = /^\s*([A-Za-z0-9+#-]{1,20})(?:\s|$)/.exec(token?.info ?? '') ?? [];
	const className = language === undefined ? '' : ` class="language-${language.toLowerCase()}"`;
	return `<pre tabindex="0"><code${className}>${escapeHtml(token?.content ?? '')}</code></pre>\n`;
}
