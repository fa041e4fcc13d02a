import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBareAstro } from './bare-astro.ts';
import { prepareCorpora } from './corpus-folders.ts';
import { countQueries } from './count-queries.ts';
import { fillHub } from './fill.ts';
import { memoryOf, startHub, waitFor } from './hub-process.ts';
import { importFigures } from './import.ts';
import { compareUnderLoad } from './load.ts';
import { measureReadingPages } from './reading-page.ts';
import { report, type Figure } from './report.ts';
import { readItemPaths, readStoredItem } from './stored-item.ts';

/**
 * `npm run bench -- pages [<folder of Markdown> ...] [--json]`: a procedure page, signed in, in a small and in a
 * large hub, beside the page that costs least.
 */
export async function run(args: readonly string[]): Promise<void> {
	const scratch = mkdtempSync(join(tmpdir(), 'verbund-bench-'));
	try {
		const corpora = prepareCorpora(
			args.filter((argument) => !argument.startsWith('--')),
			scratch,
		);
		const folders = { small: join(scratch, 'small-hub'), large: join(scratch, 'large-hub') };
		await fillHub(folders.small, corpora.small);
		const filled = await fillHub(folders.large, corpora.large);
		report(
			'pages',
			[...importFigures(filled), ...(await measurePages(folders, join(scratch, 'bare')))],
			args,
		);
	} finally {
		rmSync(scratch, { recursive: true, force: true });
	}
}

async function measurePages(
	folders: { small: string; large: string },
	bareFolder: string,
): Promise<readonly Figure[]> {
	const item = readStoredItem(folders.small);
	const same = readStoredItem(folders.large, item.title);
	const bare = await startBareAstro(bareFolder, item);
	const small = await startHub(folders.small);
	const smallCookie = await small.signIn();
	const cookie = await signInOnce(folders.large);
	const large = await startHub(folders.large);
	const pageUrl = large.url + same.path;
	const firstPage = await waitFor(pageUrl, { cookie });

	const [fixed, floor, few, many, first] = await compareUnderLoad([
		{ name: 'static', urls: [`${bare.url}/static`], headers: {} },
		{ name: 'bare', urls: [`${bare.url}/page`], headers: {} },
		{ name: 'small', urls: [small.url + item.path], headers: { cookie: smallCookie } },
		{ name: 'large', urls: [pageUrl], headers: { cookie } },
		{
			name: 'first',
			urls: readItemPaths(folders.large).map((path) => large.url + path),
			headers: { cookie },
		},
	]);
	if (!fixed || !floor || !few || !many || !first) throw new Error('Nothing was measured.');
	const memory = memoryOf(large.pid);
	const [barePage, page] = await measureReadingPages([{ url: `${bare.url}/page` }, { url: pageUrl, cookie }]);
	if (!barePage || !page) throw new Error('Nothing was measured in Chromium.');
	bare.stop();
	await small.stop();
	await large.stop();
	const queries = await countQueries(folders.large, same.path, cookie);

	return [
		{ name: 'floor: node:http, the stored HTML', value: fixed.perSecond, unit: 'req/s' },
		{ name: 'floor: bare Astro page', value: floor.perSecond, unit: 'req/s' },
		{ name: 'procedure page, signed in, 100 items', value: few.perSecond, unit: 'req/s' },
		{ name: 'procedure page, signed in, all items', value: many.perSecond, unit: 'req/s' },
		{
			name: 'share of bare Astro',
			value: many.perSecond / floor.perSecond,
			unit: '',
			target: { atLeast: 0.6 },
		},
		{ name: 'the same, ever other pages, rendered each time', value: first.perSecond, unit: 'req/s' },
		{ name: 'share of bare Astro, rendered each time', value: first.perSecond / floor.perSecond, unit: '' },
		{
			name: '100 items to all items',
			value: few.perSecond / many.perSecond,
			unit: '',
			target: { atMost: 1.3 },
		},
		{ name: 'procedure page p50', value: many.p50, unit: 'ms' },
		{ name: 'procedure page p99', value: many.p99, unit: 'ms' },
		{ name: 'HTML of the bare page', value: floor.bytes / 1000, unit: 'kB' },
		{ name: 'HTML of the procedure page', value: many.bytes / 1000, unit: 'kB' },
		{ name: 'queries per page', value: queries, unit: '', target: { atMost: 6 } },
		{ name: 'process start to first page', value: firstPage / 1000, unit: 's', target: { atMost: 3 } },
		{ name: 'resident memory after the load', value: memory.now, unit: 'MB', target: { atMost: 350 } },
		{ name: 'resident memory at its highest', value: memory.peak, unit: 'MB' },
		{ name: 'cold page over the wire', value: page.wireBytes / 1000, unit: 'kB', target: { atMost: 60 } },
		{ name: 'of it JavaScript', value: page.scriptBytes / 1000, unit: 'kB', target: { atMost: 15 } },
		{ name: 'bare page over the wire', value: barePage.wireBytes / 1000, unit: 'kB' },
		{ name: 'largest paint, CPU slowed 4×', value: page.largestPaint, unit: 'ms' },
		{ name: 'largest paint of the bare page', value: barePage.largestPaint, unit: 'ms' },
		{
			name: 'largest paint to the bare page',
			value: page.largestPaint / barePage.largestPaint,
			unit: '',
			target: { atMost: 1.3 },
		},
		{ name: 'total blocking time, CPU slowed 4×', value: page.blocking, unit: 'ms', target: { atMost: 0 } },
	];
}

/** A session outlives the process, so that a cold start can be measured with a page that is signed in. */
async function signInOnce(dataFolder: string): Promise<string> {
	const hub = await startHub(dataFolder);
	const cookie = await hub.signIn();
	await hub.stop();
	return cookie;
}
