const key = 'verbund:writing-mode';

/** Which of the two ways of writing this browser used last. */
export const writingMode = {
	remembered(): 'visual' | 'source' {
		try {
			return localStorage.getItem(key) === 'source' ? 'source' : 'visual';
		} catch {
			return 'visual';
		}
	},
	remember(mode: 'visual' | 'source'): void {
		try {
			localStorage.setItem(key, mode);
		} catch {
			// Without storage the next page begins with the visual editor.
		}
	},
};
