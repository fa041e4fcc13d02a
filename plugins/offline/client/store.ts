import type { KeptItem } from '../kept-item.ts';
import { databaseName } from './ledger.ts';

/** The kept items, in IndexedDB. A store that cannot be read is dropped; the ledger knows what has to come again. */
export const store = {
	/** Those of this person. One that is damaged is as if it were not there. */
	async of(person: string): Promise<readonly KeptItem[]> {
		const read = () => run<unknown[]>('readonly', (items) => items.getAll());
		const records: readonly unknown[] = await repaired(read, []);
		return records.filter(isRecord).flatMap((record) => (record.person === person ? [record.item] : []));
	},
	/** @throws where the device has no room for them */
	async put(person: string, items: readonly KeptItem[]): Promise<void> {
		for (const item of items) {
			const record: KeptRecord = { id: item.id, person, item };
			await repaired(() => run('readwrite', (records) => records.put(record)), null);
		}
	},
	async remove(ids: readonly string[]): Promise<void> {
		for (const id of ids) await repaired(() => run('readwrite', (items) => items.delete(id)), undefined);
	},
};

interface KeptRecord {
	readonly id: string;
	readonly person: string;
	readonly item: KeptItem;
}

/** Runs it, and once more on a new database if this one is damaged. */
async function repaired<Result, Without>(
	work: () => Promise<Result>,
	without: Without,
): Promise<Result | Without> {
	try {
		return await work();
	} catch (error) {
		if (isFull(error)) throw error;
		await drop();
		return work().catch((again: unknown) => {
			if (isFull(again)) throw again;
			return without;
		});
	}
}

export function isFull(error: unknown): boolean {
	return error instanceof DOMException && error.name === 'QuotaExceededError';
}

async function run<Result>(
	mode: IDBTransactionMode,
	work: (items: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
	const database = await open();
	try {
		const transaction = database.transaction('items', mode, { durability: 'strict' });
		const request = work(transaction.objectStore('items'));
		await new Promise<void>((resolve, reject) => {
			transaction.oncomplete = () => resolve();
			transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
		});
		return request.result;
	} finally {
		database.close();
	}
}

function open(): Promise<IDBDatabase> {
	return new Promise((resolve, reject) => {
		const request = indexedDB.open(databaseName, 1);
		request.onupgradeneeded = () => request.result.createObjectStore('items', { keyPath: 'id' });
		request.onsuccess = () => {
			request.result.onversionchange = () => request.result.close();
			resolve(request.result);
		};
		request.onerror = () => reject(request.error ?? new Error('not opened'));
	});
}

function drop(): Promise<void> {
	return new Promise((resolve) => {
		const request = indexedDB.deleteDatabase(databaseName);
		request.onsuccess = () => resolve();
		request.onerror = () => resolve();
		request.onblocked = () => resolve();
	});
}

function isRecord(value: unknown): value is KeptRecord {
	if (!isObject(value) || typeof value['person'] !== 'string' || !isObject(value['item'])) return false;
	const { id, digest, variants } = value['item'];
	return (
		id === value['id'] &&
		typeof digest === 'string' &&
		Array.isArray(variants) &&
		variants.length > 0 &&
		variants.every(isVariant)
	);
}

function isVariant(value: unknown): boolean {
	return (
		isObject(value) &&
		['title', 'summary', 'html', 'language'].every((name) => typeof value[name] === 'string') &&
		['facts', 'parts'].every((name) => Array.isArray(value[name]))
	);
}

function isObject(value: unknown): value is Record<string, unknown> {
	return value !== null && typeof value === 'object';
}
