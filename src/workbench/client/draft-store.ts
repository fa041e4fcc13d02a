export interface Draft {
	readonly values: Readonly<Record<string, string>>;
	/** Sent to the hub, answer not yet seen. */
	readonly sent: boolean;
	/** Milliseconds since 1970. */
	readonly time: number;
	/** The revision that the text was written upon; for texts that have revisions. */
	readonly revision?: string;
}

const lifetime = 14 * 24 * 3600 * 1000;
const prefix = 'verbund:draft:';
const storage = openStorage();
let isClosed = false;

/** Unsent texts in this browser, apart for each person, for two weeks at most and until someone signs out. */
export const draftStore = {
	/** @returns false where this browser keeps nothing, or nothing more */
	keep(name: string, draft: Draft): boolean {
		if (isClosed) return true;
		try {
			storage?.setItem(keyOf(name), JSON.stringify(draft));
			return storage !== undefined;
		} catch {
			return false;
		}
	},
	find(name: string): Draft | undefined {
		return read(keyOf(name));
	},
	/** Of the drafts whose names are `name#…` the one that was written last, with its name. */
	findNewest(name: string): readonly [name: string, draft: Draft] | undefined {
		const own = keyOf('');
		return keys()
			.filter((key) => key.startsWith(`${keyOf(name)}#`))
			.flatMap((key) => {
				const draft = read(key);
				return draft ? [[key.slice(own.length), draft] as const] : [];
			})
			.toSorted(([, one], [, other]) => other.time - one.time)[0];
	},
	forget(name: string): void {
		storage?.removeItem(keyOf(name));
	},
	/** Removes what is too old and, when the hub has answered "done", what was sent. */
	forgetDone(done: boolean): void {
		for (const key of keys()) {
			const draft = read(key);
			if (!draft || draft.time < Date.now() - lifetime || (done && draft.sent)) storage?.removeItem(key);
		}
	},
	/** Nor is anything kept on the way out of this page. */
	forgetAll(): void {
		isClosed = true;
		keys().forEach((key) => storage?.removeItem(key));
	},
};

document.addEventListener('submit', ({ target }) => {
	if (target instanceof HTMLFormElement && target.dataset['forget'] !== undefined) draftStore.forgetAll();
});

/** Reading the property throws where the browser forbids storage. */
function openStorage(): Storage | undefined {
	try {
		return localStorage;
	} catch {
		return undefined;
	}
}

function keyOf(name: string): string {
	return `${prefix}${document.body.dataset['person'] ?? ''}:${name}`;
}

function keys(): string[] {
	return Object.keys(storage ?? {}).filter((key) => key.startsWith(prefix));
}

function read(key: string): Draft | undefined {
	const text = storage?.getItem(key);
	return text ? JSON.parse(text) : undefined;
}
