export interface Draft {
	readonly values: Readonly<Record<string, string>>;
	/** Sent to the hub, answer not yet seen. */
	readonly sent: boolean;
	/** Milliseconds since 1970. */
	readonly time: number;
}

const lifetime = 14 * 24 * 3600 * 1000;
const prefix = 'verbund:draft:';

/** Unsent texts in this browser, apart for each person, for two weeks at most and until someone signs out. */
export const draftStore = {
	keep(name: string, draft: Draft): void {
		try {
			localStorage.setItem(keyOf(name), JSON.stringify(draft));
		} catch {
			// Storage is full or refused; the warning on leaving remains.
		}
	},
	find(name: string): Draft | undefined {
		return read(keyOf(name));
	},
	forget(name: string): void {
		localStorage.removeItem(keyOf(name));
	},
	/** Removes what is too old and, when the hub has answered "done", what was sent. */
	forgetDone(done: boolean): void {
		for (const key of keys()) {
			const draft = read(key);
			if (!draft || draft.time < Date.now() - lifetime || (done && draft.sent)) localStorage.removeItem(key);
		}
	},
	forgetAll(): void {
		keys().forEach((key) => localStorage.removeItem(key));
	},
};

document.addEventListener('submit', ({ target }) => {
	if (target instanceof HTMLFormElement && target.dataset['forget'] !== undefined) draftStore.forgetAll();
});

function keyOf(name: string): string {
	return `${prefix}${document.body.dataset['person'] ?? ''}:${name}`;
}

function keys(): string[] {
	return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
}

function read(key: string): Draft | undefined {
	const text = localStorage.getItem(key);
	return text === null ? undefined : (JSON.parse(text) as Draft);
}
