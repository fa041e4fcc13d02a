/** Names of what the chat keeps in this browser: `verbund:chat:<person>:<place>:<client id>`, and `…:draft:…` beside it. */
const prefix = 'verbund:chat:';
/** Pictures and files that were chosen and are not yet at the hub. */
export const storeOfFiles = 'verbund-chat-files';

export function prefixOf(person: string): string {
	return `${prefix}${person}:`;
}

export function draftKeyOf(person: string, place: string): string {
	return `${prefixOf(person)}draft:${place}`;
}

/** Places where something waits to be sent. */
export function waitingPlaces(person: string): readonly string[] {
	const places = Object.keys(localStorage)
		.filter((key) => key.startsWith(prefixOf(person)))
		.map((key) => key.slice(prefixOf(person).length).split(':')[0] ?? '');
	return [...new Set(places)].filter((place) => place !== 'draft');
}

/** Leaves nothing of it behind. */
export function forgetWaiting(): void {
	for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
	if ('caches' in window) void caches.delete(storeOfFiles);
}
