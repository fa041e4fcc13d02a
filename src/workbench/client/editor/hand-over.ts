/** What an editor knew when its tab left it. */
export interface LeftEditor {
	readonly window: string;
	/** The unsaved copy and the revision: a page that begins with others shows what came later. */
	readonly knownCopy: string;
	readonly revision: string;
}

const prefix = 'verbund:left:';

/** From one page to the next in a tab. It is taken once, so a tab that is duplicated is a window of its own. */
export const handOver = {
	leave(name: string, left: LeftEditor): void {
		try {
			sessionStorage.setItem(prefix + name, JSON.stringify(left));
		} catch {
			// Where the browser forbids storage, the next page is another window.
		}
	},
	take(name: string): LeftEditor | undefined {
		try {
			const left = sessionStorage.getItem(prefix + name);
			sessionStorage.removeItem(prefix + name);
			return left === null ? undefined : JSON.parse(left);
		} catch {
			return undefined;
		}
	},
};
