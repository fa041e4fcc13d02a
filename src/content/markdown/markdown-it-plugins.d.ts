declare module 'markdown-it-container' {
	import type { MarkdownIt, RendererRule } from 'markdown-it';
	export default function container(
		markdown: MarkdownIt,
		name: string,
		options: { validate(parameters: string): boolean; render: RendererRule },
	): void;
}

declare module 'markdown-it-deflist' {
	import type { MarkdownIt } from 'markdown-it';
	export default function definitionLists(markdown: MarkdownIt): void;
}

declare module 'markdown-it-footnote' {
	import type { MarkdownIt } from 'markdown-it';
	export default function footnotes(markdown: MarkdownIt): void;
}
