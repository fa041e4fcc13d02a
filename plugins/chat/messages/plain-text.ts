/** The words of the small Markdown, in one line. */
export function plainText(markdown: string): string {
	return markdown
		.replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
		.replaceAll(/^[>#\s-]+|[*`_~]+/gm, '')
		.replaceAll(/\s+/g, ' ')
		.trim();
}
