/** Signs around what was filled in, while a Word file is read again; no text has them. */
const signs = { value: '\ufdd0', missing: '\ufdd1', end: '\ufdd2' };
const anySign = /[\ufdd0-\ufdd2]/g;

/** Notes in the text itself where something was filled in. */
export function markFilled(text: string, kind: 'value' | 'missing'): string {
	return text === '' ? '' : signs[kind] + text.replace(anySign, '') + signs.end;
}

/** Shows in sanitised HTML what `markFilled` has noted. */
export function showFilled(html: string): string {
	return html
		.replace(
			/([\ufdd0\ufdd1])((?:[^<\ufdd0-\ufdd2]|<br ?\/?>)*)\ufdd2/g,
			(_, sign: string, text: string) =>
				`<span class="placeholder-${sign === signs.value ? 'value' : 'missing'}">${text}</span>`,
		)
		.replace(anySign, '');
}
