/** Aborts at the first Ctrl+C, so that the work ends between two batches; the second one ends the process. */
export function cancelOnInterrupt(): AbortSignal {
	const controller = new AbortController();
	process.once('SIGINT', () => controller.abort());
	process.once('SIGTERM', () => controller.abort());
	return controller.signal;
}
