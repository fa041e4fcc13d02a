interface ModuleInfo {
	readonly importers: readonly string[];
}

interface Build {
	getModuleInfo(id: string): ModuleInfo | null;
}

/** The frame's script, and what plugins' scripts in every page are given by `verbund/client`. */
const everyPage = ['/src/workbench/client/workbench.ts', '/src/workbench/client/api.ts'];

/**
 * Puts what every page loads into one file: each file of its own costs a request and half a kilobyte of heads, even
 * where it holds a line. Without a name a module goes where the bundler puts it.
 */
export function createWorkbenchChunk(): (id: string, build: Build) => string | null {
	const known = new Map<string, boolean>();

	return (id, build) => (isLoadedByEveryPage(id, build) ? 'workbench' : null);

	function isLoadedByEveryPage(id: string, build: Build): boolean {
		if (everyPage.some((path) => id.endsWith(path))) return true;
		const answer = known.get(id);
		if (answer !== undefined) return answer;
		// Before its importers are asked, for those that import each other.
		known.set(id, false);
		const importers = build.getModuleInfo(id)?.importers ?? [];
		const isLoaded = importers.some((importer) => isLoadedByEveryPage(importer, build));
		known.set(id, isLoaded);
		return isLoaded;
	}
}
