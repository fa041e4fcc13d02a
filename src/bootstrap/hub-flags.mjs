/**
 * What the hub's Node is started with. V8 lets a heap grow to several times what lives in it before it tidies up; with
 * these it tidies more often, which costs next to no processor time and saves a quarter of the memory
 * (`npm run bench -- pages`).
 */
export const hubFlags = ['--max-semi-space-size=4', '--heap-growing-percent=30'];

/**
 * For glibc (mallopt(3)). It keeps memory apart for each of many threads and gives little of it back; two such stores
 * are enough. Whatever is larger than half a page's HTML stands by itself and is given back as soon as it is free.
 */
export const hubEnvironment = {
	MALLOC_ARENA_MAX: '2',
	MALLOC_MMAP_THRESHOLD_: '65536',
	MALLOC_TRIM_THRESHOLD_: '1048576',
};

/** Commands that serve the hub. */
const serving = ['start', 'demo'];

/** @param {string} command */
export const flagsFor = (command) => (serving.includes(command) ? hubFlags : []);
