/** Something that a check found in a field, in the words of whoever writes. */
export interface Finding {
	readonly severity: string;
	readonly text: string;
	readonly reason: string;
	readonly proposal: string | null;
	/** Offsets in the Markdown of the field. */
	readonly start: number;
	readonly end: number;
}

export type FindingsOfFields = ReadonlyMap<string, readonly Finding[]>;

const key = 'verbund:findings-hidden';
const listeners = new Set<() => void>();
let found: FindingsOfFields = new Map();

/** What the list of problems knows, for the editors that underline it. */
export const findings = {
	of: (field: string): readonly Finding[] => (findings.areShown ? (found.get(field) ?? []) : []),
	set(next: FindingsOfFields): void {
		found = next;
		tell();
	},
	get areShown(): boolean {
		try {
			return localStorage.getItem(key) === null;
		} catch {
			return true;
		}
	},
	show(isShown: boolean): void {
		try {
			if (isShown) localStorage.removeItem(key);
			else localStorage.setItem(key, '1');
		} catch {
			// Without storage they stay as they are.
		}
		tell();
	},
	onDidChange(listener: () => void, signal: AbortSignal): void {
		listeners.add(listener);
		signal.addEventListener('abort', () => listeners.delete(listener));
	},
};

function tell(): void {
	for (const listener of listeners) listener();
}
