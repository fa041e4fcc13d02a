/**
 * The page is there and has nothing else to do: what nobody waits for begins then. A number at a bell that is asked for
 * earlier takes its time from the text.
 */
export async function pageAtRest(): Promise<void> {
	if (document.readyState !== 'complete')
		await new Promise((resolve) => addEventListener('load', resolve, { once: true }));
	// Not every browser says when it is idle.
	await new Promise<void>((resolve) => {
		if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 5000 });
		else setTimeout(resolve, 1000);
	});
}
