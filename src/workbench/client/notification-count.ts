import { showCount } from './count-badge.ts';
import { pageAtRest } from './page-at-rest.ts';

const stored = 'verbund.notifications';
const keepFor = 60_000;
/** Milliseconds. */
const mostDelay = 2000;

/** What is new for whoever is signed in: how much, and about which items. */
interface Unread {
	readonly count: number;
	readonly items: readonly string[];
}

/** Puts the number of unread notifications at the bell, once the page is there. */
async function showUnread(): Promise<void> {
	const bell = document.querySelector<HTMLElement>('.bell');
	if (!bell) return;
	const { item = '' } = document.body.dataset;
	const unread = (isListed() ? null : known()) ?? (await pageAtRest().then(ask));
	if (!unread) return;
	// Who reads the item need not be told of it any more.
	const isNews = item !== '' && unread.items.includes(item) && (await markRead({ itemId: item }));
	show(bell, (isNews ? await ask() : null) ?? unread);
}

/** What notifications lead to was in front of somebody: those are read. Asks nothing where nothing is new. */
export async function haveRead(paths: readonly string[]): Promise<void> {
	await shown;
	const isNews = document.querySelector('.bell [data-shown]') !== null;
	if (isNews && paths.length > 0 && (await markRead({ paths }))) await showNewest();
}

async function showNewest(): Promise<void> {
	const bell = document.querySelector<HTMLElement>('.bell');
	const unread = bell && (await ask());
	if (unread) show(bell, unread);
}

/** The page that lists them shows how it is now. */
function isListed(): boolean {
	return location.pathname === '/notifications';
}

function show(bell: HTMLElement, { count }: Unread): void {
	const label = bell.querySelector('.visually-hidden');
	showCount({ at: bell, label, count, look: 'bell-count', words: bell.dataset['count'] });
}

function known(): Unread | null {
	const { at = 0, ...unread }: Partial<Unread> & { at?: number } = JSON.parse(
		sessionStorage.getItem(stored) ?? '{}',
	);
	const { count, items } = unread;
	return count !== undefined && items && Date.now() - at < keepFor ? { count, items } : null;
}

async function ask(): Promise<Unread | null> {
	try {
		const response = await fetch('/api/notifications/unread');
		if (!response.ok) return null;
		const unread: Unread = await response.json();
		sessionStorage.setItem(stored, JSON.stringify({ ...unread, at: Date.now() }));
		return unread;
	} catch {
		return null;
	}
}

async function markRead(mark: Readonly<Record<string, unknown>>): Promise<boolean> {
	try {
		const response = await fetch('/api/commands/notifications.markRead', {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(mark),
			// The page may be left already.
			keepalive: true,
		});
		return response.ok;
	} catch {
		return false;
	}
}

// Who follows one in the list has read it.
document.addEventListener('click', ({ target }) => {
	const link = target instanceof Element ? target.closest('.notifications a.feed-title') : null;
	const ids = link?.closest('.feed-item')?.querySelector<HTMLInputElement>('input[name="ids:json"]')?.value;
	if (ids === undefined) return;
	sessionStorage.removeItem(stored);
	void markRead({ ids: JSON.parse(ids) });
});

// Told only where something else on the page listens: the bell alone opens no socket.
document.addEventListener('verbund:own', ({ detail }) => {
	if (detail.event !== 'core.notified') return;
	// Thousands may be told the same.
	setTimeout(() => void showNewest(), Math.random() * mostDelay);
});

const shown = showUnread();
