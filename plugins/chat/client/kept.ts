/** What this browser has kept under a key. What cannot be read any more is dropped, or it would shut the room for good. */
export function readKept<Kept>(key: string, otherwise: Kept): Kept {
	const text = localStorage.getItem(key);
	if (text === null) return otherwise;
	try {
		return JSON.parse(text);
	} catch {
		localStorage.removeItem(key);
		return otherwise;
	}
}
