/** Longer than any card may keep the page waiting. */
const limit = 2000;

/** What a plugin renders, or null where it throws or takes too long. */
export async function renderGuarded(
	render: () => Promise<string>,
	onFailure: (error: unknown) => void,
): Promise<string | null> {
	let timer: NodeJS.Timeout | undefined;
	try {
		return await Promise.race([
			render(),
			new Promise<never>((_, reject) => {
				timer = setTimeout(() => reject(new Error(`Not there after ${limit} ms.`)), limit);
			}),
		]);
	} catch (error) {
		onFailure(error);
		return null;
	} finally {
		clearTimeout(timer);
	}
}
