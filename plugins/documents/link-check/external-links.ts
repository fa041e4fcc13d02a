/** Links of a Markdown text that leave the hub, without what stands in code. */
export function externalLinks(markdown: string): readonly string[] {
	const found = [...withoutCode(markdown).matchAll(/https?:\/\/[^\s<>"'`\]]{1,2000}/g)].map(([address]) =>
		trimEnd(address),
	);
	return [...new Set(found.flatMap((address) => targetOf(address) ?? []))];
}

/** Addresses of files of sources that a Markdown text leads to. */
export function sourceLinks(markdown: string): readonly string[] {
	const found = withoutCode(markdown).match(
		/\/documents\/sources\/files\/[A-Za-z0-9-]{1,64}(?![A-Za-z0-9-])/g,
	);
	return [...new Set(found)];
}

function withoutCode(markdown: string): string {
	return markdown
		.replace(/^(?:`{3}.*\n[\s\S]*?^`{3}|~{3}.*\n[\s\S]*?^~{3})/gm, ' ')
		.replace(/`[^`\n]*`/g, ' ');
}

/** The address that is asked for: without what only the browser uses. Null for what is none. */
export function targetOf(address: string): string | null {
	if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return null;
	const url = new URL(address);
	url.hash = '';
	return url.href.length > 2000 ? null : url.href;
}

/** A bracket or a full stop behind an address belongs to the sentence. */
function trimEnd(address: string): string {
	let end = address.length;
	let unopened = count(address, ')') - count(address, '(');
	for (;;) {
		const last = address.charAt(end - 1);
		const isUnopened = last === ')' && unopened > 0;
		if (!isUnopened && !/[.,;:!?*_]/.test(last)) return address.slice(0, end);
		if (isUnopened) unopened -= 1;
		end -= 1;
	}
}

function count(text: string, character: string): number {
	return text.split(character).length - 1;
}
