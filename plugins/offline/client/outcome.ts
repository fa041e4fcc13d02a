import type { Contact } from './contact.ts';

/** `full`: the device has no room for them. */
export type Outcome = Contact | 'full';

/** Keeps items, whatever comes of it. */
export async function outcomeOfKeeping(
	person: string,
	idsOf: () => Promise<readonly string[]>,
): Promise<Outcome> {
	try {
		const { keep } = await import('./contact.ts');
		return await keep(person, await idsOf());
	} catch (error) {
		return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'unreachable';
	}
}
