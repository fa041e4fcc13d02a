import { mostItemsAtOnce, type CheckAnswer, type KeptItem } from '../kept-item.ts';
import { keepImages } from './kept-images.ts';
import { withLooks } from './kept-looks.ts';
import { forgetAll, ledgerOf, readLedger, writeLedger, type Ledger } from './ledger.ts';
import { store } from './store.ts';

/** `ended`: the hub does not know this person any more, and nothing is left here. */
export type Contact = 'done' | 'unreachable' | 'ended';

/** Asks the hub about everything that is kept for this person: what changed comes, what was revoked goes. */
export function contact(person: string): Promise<Contact> {
	return alone(async () => {
		const ledger = ledgerOf(person) ?? (await recover(person));
		if (!ledger) return 'done';
		const held = await store.of(person);
		await store.remove(held.map(({ id }) => id).filter((id) => !ledger.ids.includes(id)));
		const digests = new Map(held.map(({ id, digest }) => [id, digest]));
		const answer = await ask(ledger.ids.map((id) => ({ id, digest: digests.get(id) ?? null })));
		if (typeof answer === 'string') return answer;
		return take(answer, { ...ledger, display: currentDisplay(), contactAt: Date.now() });
	});
}

/**
 * Keeps these items for the person whose page this is.
 *
 * @throws where the device has no room for them
 */
export function keep(person: string, ids: readonly string[]): Promise<Contact> {
	return alone(async () => {
		const before = ledgerOf(person);
		if (!before) await forgetAll();
		const ledger = before ?? begin(person, []);
		const answer = await ask(ids.map((id) => ({ id, digest: null })));
		if (typeof answer === 'string') {
			if (!before) await forgetAll();
			return answer;
		}
		// Once, so that the browser does not clear it away when space runs short.
		void navigator.storage.persist();
		// The others were not asked for: for them the last contact stands.
		return take(answer, { ...ledger, display: currentDisplay() });
	});
}

/** Ids of what the person may read in a collection. @throws where the hub does not answer */
export async function listCollection(collectionId: string): Promise<readonly string[]> {
	const response = await run('offline.listCollection', { collectionId });
	const { ids }: { ids: readonly string[] } = await response.json();
	return ids;
}

export function release(person: string, ids: readonly string[]): Promise<void> {
	return alone(async () => {
		const ledger = ledgerOf(person);
		const left = ledger?.ids.filter((id) => !ids.includes(id)) ?? [];
		if (!ledger || left.length === 0) return forgetAll();
		writeLedger({ ...ledger, ids: left });
		await store.remove(ids);
		await keepImages(await store.of(person));
	});
}

/** Written before anything is kept, so that it is seen when somebody signs out meanwhile. */
function begin(person: string, ids: readonly string[]): Ledger {
	const ledger = { person, ids, display: currentDisplay(), contactAt: Date.now(), keepDays: 1 };
	writeLedger(ledger);
	return ledger;
}

/** In the shell that of the person too, who put it there. */
function currentDisplay(): Ledger['display'] {
	const { theme, textSize } = document.documentElement.dataset;
	return { ...(theme === undefined ? {} : { theme }), ...(textSize === undefined ? {} : { textSize }) };
}

/** One window at a time. */
function alone<Result>(work: () => Promise<Result>): Promise<Result> {
	return navigator.locks.request('verbund-offline', work);
}

/** What the ledger said is lost: the items themselves say whose they are. */
async function recover(person: string): Promise<Ledger | null> {
	if (readLedger() !== 'damaged') return null;
	const items = await store.of(person);
	if (items.length === 0) {
		await forgetAll();
		return null;
	}
	return begin(
		person,
		items.map(({ id }) => id),
	);
}

interface Question {
	readonly id: string;
	readonly digest: string | null;
}

/** In parts that the hub takes; what it says about some of them is worth nothing without the rest. */
async function ask(questions: readonly Question[]): Promise<CheckAnswer | Exclude<Contact, 'done'>> {
	const items: KeptItem[] = [];
	const gone: string[] = [];
	let last: CheckAnswer | undefined;
	for (let start = 0; start < questions.length || !last; start += mostItemsAtOnce) {
		const answer = await send(questions.slice(start, start + mostItemsAtOnce));
		if (typeof answer === 'string') return answer;
		items.push(...answer.items);
		gone.push(...answer.gone);
		last = answer;
	}
	return { ...last, items, gone };
}

/** The hub's own words for: not signed in, not allowed, no such plugin. */
const endings = ['access.signInRequired', 'access.denied', 'command.unknown'];

async function send(items: readonly Question[]): Promise<CheckAnswer | Exclude<Contact, 'done'>> {
	try {
		const response = await run('offline.checkItems', { language: document.documentElement.lang, items });
		const answer: CheckAnswer & { error?: { code: string } } = await response.json();
		if (response.ok) return answer;
		if (!endings.includes(answer.error?.code ?? '')) return 'unreachable';
		await forgetAll();
		return 'ended';
	} catch {
		// No network, or someone else's page in place of an answer.
		return 'unreachable';
	}
}

function run(command: string, input: object): Promise<Response> {
	return fetch(`/api/commands/${command}`, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify(input),
	});
}

async function take({ personId, keepDays, items, gone }: CheckAnswer, ledger: Ledger): Promise<Contact> {
	const looked = await withLooks(items);
	// Another person by now, or someone who signed out while this was under way, perhaps in another window.
	const isOver = () => personId !== ledger.person || !ledgerOf(personId);
	if (isOver()) return end();
	const ids = new Set([...ledger.ids, ...items.map(({ id }) => id)].filter((id) => !gone.includes(id)));
	if (ids.size === 0) {
		await forgetAll();
		return 'done';
	}
	await store.put(personId, looked);
	if (isOver()) return end();
	writeLedger({ ...ledger, keepDays, ids: [...ids] });
	await store.remove(gone);
	await keepImages(await store.of(personId));
	if (isOver()) return end();
	navigator.serviceWorker.controller?.postMessage(document.documentElement.lang);
	return 'done';
}

async function end(): Promise<Contact> {
	await forgetAll();
	return 'ended';
}
