export interface RecentItem {
	readonly title: string;
	readonly url: string;
	readonly language: string;
}

const prefix = 'verbund:recent:';
const most = 12;

/** What this person opened and ran, newest first; in this browser alone, until someone signs out. */
export const recent = {
	items: (): readonly RecentItem[] => read<RecentItem>('items').filter(({ url }) => url.startsWith('/')),
	commands: (): readonly string[] => read<string>('commands').map(String),
	rememberItem(item: RecentItem): void {
		write('items', [item, ...recent.items().filter(({ url }) => url !== item.url)]);
	},
	rememberCommand(id: string): void {
		write('commands', [id, ...recent.commands().filter((one) => one !== id)]);
	},
	forget(): void {
		for (const key of Object.keys(storage() ?? {})) if (key.startsWith(prefix)) storage()?.removeItem(key);
	},
};

document.addEventListener('submit', ({ target }) => {
	if (target instanceof HTMLFormElement && target.dataset['forget'] !== undefined) recent.forget();
});

/** The page of an item counts as opened. What others left behind who did not sign out is forgotten. */
export function rememberThisPage(): void {
	forgetOthers();
	const title = document.querySelector<HTMLElement>('main h1');
	if (!document.body.dataset['item'] || !document.body.dataset['person'] || !title) return;
	if (location.pathname.startsWith('/content/')) return;
	recent.rememberItem({
		title: title.textContent.trim(),
		url: location.pathname,
		language: title.closest<HTMLElement>('[lang]')?.lang ?? '',
	});
}

function forgetOthers(): void {
	const person = document.body.dataset['person'];
	if (person === undefined) return;
	for (const key of Object.keys(storage() ?? {})) {
		if (key.startsWith(prefix) && !key.startsWith(`${prefix}${person}:`)) storage()?.removeItem(key);
	}
}

function keyOf(list: string): string {
	return `${prefix}${document.body.dataset['person'] ?? ''}:${list}`;
}

function read<Entry>(list: string): Entry[] {
	try {
		const entries: unknown = JSON.parse(storage()?.getItem(keyOf(list)) ?? '[]');
		return Array.isArray(entries) ? entries : [];
	} catch {
		return [];
	}
}

function write(list: string, entries: readonly unknown[]): void {
	try {
		storage()?.setItem(keyOf(list), JSON.stringify(entries.slice(0, most)));
	} catch {
		// The storage is full; then nothing is remembered.
	}
}

/** Reading the property throws where the browser forbids storage. */
function storage(): Storage | undefined {
	try {
		return localStorage;
	} catch {
		return undefined;
	}
}
