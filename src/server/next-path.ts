/** A path of this hub, or null: never another host, whatever the browser makes of backslashes. */
export function ownPath(path: string): string | null {
	if (!path.startsWith('/') || /[\\\p{Control}]/u.test(path) || !URL.canParse(path, 'http://hub'))
		return null;
	const url = new URL(path, 'http://hub');
	const own = url.pathname + url.search + url.hash;
	return url.host === 'hub' && !own.startsWith('//') ? own : null;
}

/** `/content/{id}/edit`: the new object's id from the command's answer. */
export function fillPath(path: string, result: unknown): string {
	return path.replace(/(?:\{|%7B)(\w+)(?:\}|%7D)/gi, (_, name: string) => {
		const value =
			result !== null && typeof result === 'object' ? new Map(Object.entries(result)).get(name) : undefined;
		return typeof value === 'string' || typeof value === 'number' ? encodeURIComponent(value) : '';
	});
}
