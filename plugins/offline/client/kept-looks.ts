import { mostItemsAtOnce, type KeptItem } from '../kept-item.ts';

/**
 * The items with their fields as the plugins of their types show them. Where that cannot be had they stay as they are,
 * and their fields are shown by their schema.
 */
export async function withLooks(items: readonly KeptItem[]): Promise<readonly KeptItem[]> {
	const looks = new Map<string, string>();
	const asked = items.filter(hasFields).map(({ id }) => id);
	for (let start = 0; start < asked.length; start += mostItemsAtOnce) {
		for (const [name, html] of await load(asked.slice(start, start + mostItemsAtOnce))) looks.set(name, html);
	}
	return items.map((item) => ({
		...item,
		variants: item.variants.map((variant) => {
			const look = looks.get(nameOf(item.id, variant.language));
			return look ? { ...variant, look } : variant;
		}),
	}));
}

function hasFields({ variants }: KeptItem): boolean {
	return variants.some(({ facts, parts }) => facts.length + parts.length > 0);
}

async function load(ids: readonly string[]): Promise<readonly (readonly [string, string])[]> {
	try {
		const query = new URLSearchParams(ids.map((id) => ['id', id]));
		const response = await fetch(`/offline/looks?${query}`);
		// Somebody else's page in place of an answer has no such articles.
		if (!response.ok || response.redirected) return [];
		const page = new DOMParser().parseFromString(await response.text(), 'text/html');
		return [...page.querySelectorAll<HTMLElement>('article[data-item]')].map((article) => [
			nameOf(article.dataset['item'] ?? '', article.dataset['language'] ?? ''),
			article.innerHTML.trim(),
		]);
	} catch {
		return [];
	}
}

function nameOf(id: string, language: string): string {
	return `${id} ${language}`;
}
