const key = 'verbund:writing-mode';

let chosen = stored();
const listeners = new Set<() => void>();

/** Which of the two ways of writing this browser used last; all editors of a page follow. */
export const writingMode = {
	remembered(): 'visual' | 'source' {
		return chosen;
	},
	onDidChange(listener: () => void, signal: AbortSignal): void {
		listeners.add(listener);
		signal.addEventListener('abort', () => listeners.delete(listener));
	},
	remember(mode: 'visual' | 'source'): void {
		chosen = mode;
		try {
			localStorage.setItem(key, mode);
		} catch {
			// Without storage the next page begins with the visual editor.
		}
		for (const listener of listeners) listener();
	},
};

function stored(): 'visual' | 'source' {
	try {
		return localStorage.getItem(key) === 'source' ? 'source' : 'visual';
	} catch {
		return 'visual';
	}
}
