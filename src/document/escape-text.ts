export interface EscapeOptions {
	/** Escapes every sign that may mean something, for the rare text that needs it. */
	readonly strict: boolean;
	/** The text has definitions of links, so that words in brackets may be one. */
	readonly bracketsMayLink: boolean;
}

/** Text as Markdown inside a line. */
export function escapeText(text: string, { strict, bracketsMayLink }: EscapeOptions): string {
	const plain = text.replace(/[\r\n]+/g, ' ');
	if (strict) return plain.replace(/[!-/:-@[-`{-~]/g, '\\$&');
	return plain
		.replace(/[\\`*]/g, '\\$&')
		.replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
		.replace(/~(?=~)|(?<=~)~/g, '\\~')
		.replace(/<(?=[A-Za-z/!?])/g, '\\<')
		.replace(/&(?=#?[A-Za-z0-9]+;)/g, '\\&')
		.replace(/\{(?=\{)/g, '\\{')
		.replace(bracketsMayLink ? /[[\]]/g : /\[(?=[[^])|\](?=[([:])|\[(?=[^\]]*\]\()/g, '\\$&');
}

/** What would begin a block at the start of a line, made text. */
export function escapeLineStart(line: string): string {
	return line
		.trim()
		.replace(
			/^(?=#{1,6}(?:\s|$)|[-+](?:\s|$)|>|~{3}|:::|\||[:~](?:\s|$)|=+$|-+$|[-:|\s]+$|\[[^\]]+\]:|_[\s_]*_[\s_]*$)/,
			'\\',
		)
		.replace(/^(\d{1,9})(?=[.)](?:\s|$))/, '$1\\');
}
