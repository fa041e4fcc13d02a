/** The address of the same list, further down; what was just done is not said again. */
export function listUrl(url: URL, { after }: { readonly after: string }): string {
	const next = new URL(url);
	next.searchParams.delete('done');
	next.searchParams.set('after', after);
	return next.pathname + next.search;
}
