/**
 * What the hub's Node is started with. V8 lets a heap grow to several times what lives in it before it tidies up; with
 * these it tidies more often, which costs next to no processor time and saves a quarter of the memory
 * (`npm run bench -- pages`).
 */
export const hubFlags = ['--max-semi-space-size=4', '--heap-growing-percent=30'];

/** glibc keeps memory apart for each of many threads and gives little of it back; two such stores are enough. */
export const hubEnvironment = { MALLOC_ARENA_MAX: '2' };

/** Commands that serve the hub. */
const serving = ['start', 'demo'];

/** @param {string} command */
export const flagsFor = (command) => (serving.includes(command) ? hubFlags : []);
