/** What a document is called until somebody says better: the name of its file, in words. */
export function titleOf({ name }: { readonly name: string }): string {
	const words = name
		.replace(/\.[A-Za-z0-9]{1,8}$/, '')
		.replace(/_+/g, ' ')
		.trim();
	return (words || name).slice(0, 200);
}
