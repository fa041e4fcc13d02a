import { storeOfFiles } from '../waiting.ts';

const opened = new Map<string, File>();

/**
 * Files that somebody has chosen and that are not yet at the hub. A browser that keeps nothing has them for as long as
 * the page is there.
 */
export const fileStore = {
	async keep(id: string, file: File): Promise<void> {
		opened.set(id, file);
		const headers = { 'X-Name': encodeURIComponent(file.name), 'X-Changed': String(file.lastModified) };
		await (await store())?.put(addressOf(id), new Response(file, { headers })).catch(() => undefined);
	},
	async find(id: string): Promise<File | undefined> {
		const here = opened.get(id);
		if (here) return here;
		const kept = await (await store())?.match(addressOf(id));
		if (!kept) return undefined;
		const name = decodeURIComponent(kept.headers.get('X-Name') ?? '');
		const lastModified = Number(kept.headers.get('X-Changed'));
		const blob = await kept.blob();
		const file = new File([blob], name, { type: blob.type, lastModified });
		opened.set(id, file);
		return file;
	},
	async forget(id: string): Promise<void> {
		opened.delete(id);
		await (await store())?.delete(addressOf(id));
	},
};

function addressOf(id: string): string {
	return `/chat/waiting/${id}`;
}

function store(): Promise<Cache | null> {
	return 'caches' in window ? caches.open(storeOfFiles).catch(() => null) : Promise.resolve(null);
}
