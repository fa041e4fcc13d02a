import { buildPages } from '../build.mjs';

/** `npm run build`: packages and pages, without starting anything; for an image that is started elsewhere. */
export async function run() {
	await buildPages();
}
