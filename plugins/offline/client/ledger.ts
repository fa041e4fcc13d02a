/** What is kept and for whom; the items themselves are in the store. In this browser alone. */
export interface Ledger {
	readonly person: string;
	/** Of the kept items. */
	readonly ids: readonly string[];
	/** When the hub last confirmed all of it, in milliseconds since 1970. */
	readonly contactAt: number;
	/** Colours and size of text, for the page that knows nobody. */
	readonly display: { readonly theme?: string; readonly textSize?: string };
	/** Days without contact after which it is dropped. */
	readonly keepDays: number;
}

export const databaseName = 'verbund-offline';
export const imagesName = 'verbund-kept-images';
const key = 'verbund:offline';
const day = 24 * 60 * 60 * 1000;

/** @returns null where nothing is kept, `damaged` where something was */
export function readLedger(): Ledger | 'damaged' | null {
	try {
		const written = localStorage.getItem(key);
		if (written === null) return null;
		const ledger: unknown = JSON.parse(written);
		return isLedger(ledger) ? ledger : 'damaged';
	} catch {
		return 'damaged';
	}
}

/** The ledger, if it is this person's and still holds. */
export function ledgerOf(person: string): Ledger | null {
	const ledger = readLedger();
	return ledger && ledger !== 'damaged' && ledger.person === person && !isExpired(ledger) ? ledger : null;
}

export function writeLedger(ledger: Ledger): void {
	localStorage.setItem(key, JSON.stringify(ledger));
}

/** Too long without contact. A clock that was turned back does not make it longer. */
export function isExpired({ contactAt, keepDays }: Ledger): boolean {
	const age = Date.now() - contactAt;
	return age > keepDays * day || age < -day;
}

/** Leaves nothing of what was kept in this browser. */
export async function forgetAll(): Promise<void> {
	try {
		localStorage.removeItem(key);
		indexedDB.deleteDatabase(databaseName);
		await caches.delete(imagesName);
	} catch {
		// A browser that forbids its storage has kept nothing.
	}
}

function isLedger(value: unknown): value is Ledger {
	return (
		value !== null &&
		typeof value === 'object' &&
		'person' in value &&
		typeof value.person === 'string' &&
		'contactAt' in value &&
		typeof value.contactAt === 'number' &&
		'keepDays' in value &&
		typeof value.keepDays === 'number' &&
		'display' in value &&
		typeof value.display === 'object' &&
		value.display !== null &&
		'ids' in value &&
		Array.isArray(value.ids) &&
		value.ids.every((id) => typeof id === 'string')
	);
}
