import type { KeptItem } from '../kept-item.ts';
import { imagesName } from './ledger.ts';

const largestImage = 5 * 1024 * 1024;

/** Keeps the images that stand in these items, and no others. The service worker shows them without network. */
export async function keepImages(items: readonly KeptItem[]): Promise<void> {
	const wanted = new Set(items.flatMap(imagesOf));
	if (wanted.size === 0) {
		await caches.delete(imagesName);
		return;
	}
	const cache = await caches.open(imagesName);
	for (const request of await cache.keys()) {
		if (!wanted.delete(new URL(request.url).pathname)) await cache.delete(request);
	}
	for (const path of wanted) {
		const response = await fetch(path).catch(() => null);
		const size = Number(response?.headers.get('Content-Length') ?? 0);
		const isImage = response?.headers.get('Content-Type')?.startsWith('image/');
		if (response?.ok && isImage && size <= largestImage) await cache.put(path, response);
	}
}

/** Bytes that an item takes: its texts and its images. */
export async function sizeOf(item: KeptItem): Promise<number> {
	let bytes = new Blob([JSON.stringify(item)]).size;
	for (const path of new Set(imagesOf(item))) {
		const response = await caches.match(path, { cacheName: imagesName });
		bytes += Number(response?.headers.get('Content-Length') ?? 0);
	}
	return bytes;
}

function imagesOf({ variants }: KeptItem): string[] {
	return variants
		.flatMap(({ html, parts }) => [
			html,
			...parts.flatMap(({ html, entries }) => [html, ...entries.map((one) => one.html)]),
		])
		.flatMap((html) =>
			[...html.matchAll(/<img[^>]*\ssrc="(\/files\/[^"?#]+)/g)].map(([, path]) => path ?? ''),
		);
}
