/** An address with more in its query, whether it has one, and a fragment, or not. */
export function withQuery(url: string, query: Readonly<Record<string, string>> | URLSearchParams): string {
	const more = new URLSearchParams(query).toString();
	if (more === '') return url;
	const [before = '', fragment] = url.split('#');
	return `${before}${before.includes('?') ? '&' : '?'}${more}${fragment === undefined ? '' : `#${fragment}`}`;
}
