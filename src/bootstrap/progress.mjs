/**
 * Tells that something begins that takes a while, and how long it took. On stderr, so that the output of a
 * command stays clean.
 *
 * @template T
 * @param {string} step
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withProgress(step, work) {
	const start = Date.now();
	process.stderr.write(`  ${step} …\n`);
	const timer = setInterval(() => process.stderr.write(`  … seit ${seconds(start)} s\n`), 10_000);
	try {
		const result = await work();
		process.stderr.write(`  ${step}: fertig nach ${seconds(start)} s\n`);
		return result;
	} finally {
		clearInterval(timer);
	}
}

/** @param {number} start */
function seconds(start) {
	return Math.round((Date.now() - start) / 1000);
}
