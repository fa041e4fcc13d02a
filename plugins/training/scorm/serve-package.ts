import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { notFound, rangeOf, type PluginContext } from 'verbund';
import { isPage, mediaTypeOf, pathOfLaunch } from './package-files.ts';
import type { Launch, Launches } from './launches.ts';
import { pageWithRunTime } from './page-with-run-time.ts';
import type { Packages } from './packages.ts';
import type { RunTimeScripts } from './run-time-script.ts';
import type { RunTimeStart } from './run-time.ts';

export interface ServePackageParts {
	readonly packages: Packages;
	readonly launches: Launches;
	readonly runTime: RunTimeScripts;
	/** What the run-time is told; null where the person may not go on. */
	readonly startOf: (launch: Launch) => Promise<Omit<RunTimeStart, 'hubOrigin'> | null>;
}

export type ServePackage = (token: string, path: string, request: Request) => Promise<Response>;

const runTimeFolder = '.verbund';
const largestPage = 10_000_000;

/**
 * `GET /training/play/<token>/<path>`: files of a package, for whom the token was made and as long as they may read its
 * item. They come without a cookie, into a frame that may load nothing else: one of opaque origin, or of the origin of the
 * second host name where there is one.
 */
export function createServePackage(
	{ access, files, installation }: PluginContext,
	{ packages, launches, runTime, startOf }: ServePackageParts,
): ServePackage {
	return async (token, written, request) => {
		const launch = launches.read(token);
		if (!launch || !(await access.reach(launch.personId, launch.itemId)).readable) throw notFound();
		const base = `/training/play/${token}/`;
		const isAtHome = request.headers.get('host') === installation.contentUrl?.host;
		const headers = isAtHome ? headersAtHome(base, installation) : headersFor(base, request);
		const path = pathOfLaunch(written);
		if (path.startsWith(`${runTimeFolder}/`)) {
			const version = path.endsWith('2004.js') ? '2004' : '1.2';
			return new Response(await runTime(version), {
				headers: { ...headers, 'Content-Type': 'text/javascript; charset=utf-8' },
			});
		}
		const file = await packages.file(launch.fileId, path);
		if (!file) throw notFound();
		const mediaType = mediaTypeOf(path);
		if (isPage(mediaType) && file.size <= largestPage) {
			const begun = await startOf(launch);
			if (!begun) throw notFound();
			const start = { ...begun, hubOrigin: isAtHome ? installation.url.origin : null };
			const scriptUrl = `${base}${runTimeFolder}/run-time-${start.version}.js`;
			const bytes = await buffer(files.read(file.storedId));
			const { html, contentType } = pageWithRunTime(bytes, mediaType, { scriptUrl, start });
			// Whatever another package has left in the browser.
			const isFirst = isAtHome && request.headers.get('sec-fetch-site') !== 'same-origin';
			return new Response(html, {
				headers: {
					...headers,
					...(isFirst ? { 'Clear-Site-Data': '"storage"' } : {}),
					'Content-Type': contentType,
					'Cache-Control': 'private, no-store',
				},
			});
		}
		return sendBytes(file, { ...headers, 'Content-Type': mediaType }, request);
	};

	function sendBytes(
		{ storedId, size }: { storedId: string; size: number },
		headers: Readonly<Record<string, string>>,
		request: Request,
	): Response {
		const range = rangeOf(request.headers.get('range'), size);
		if (range === 'unsatisfiable')
			return new Response(null, { status: 416, headers: { ...headers, 'Content-Range': `bytes */${size}` } });
		const length = range ? range.end - range.start + 1 : size;
		const stream = files.read(storedId, range ?? undefined);
		return new Response(Readable.toWeb(stream) as ReadableStream, {
			status: range ? 206 : 200,
			headers: {
				...headers,
				'Accept-Ranges': 'bytes',
				'Content-Length': String(length),
				...(range
					? {
							'Content-Range': `bytes ${range.start}-${range.end}/${size}`,
							'Cache-Control': 'private, no-transform',
						}
					: {}),
			},
		});
	}
}

/**
 * Under the second host name a package has an origin, so that its pages may call each other. It is not the hub's, and
 * nothing else is there; what a page has stored in the browser goes before the next package begins.
 */
function headersAtHome(
	base: string,
	{ url, contentUrl }: Pick<PluginContext['installation'], 'url' | 'contentUrl'>,
): Readonly<Record<string, string>> {
	const own = `${contentUrl?.origin ?? ''}${base}`;
	return {
		'Content-Security-Policy': [
			'sandbox allow-scripts allow-forms allow-same-origin',
			...sourcesOf(own),
			`frame-ancestors 'self' ${url.origin}`,
		].join('; '),
		'Cross-Origin-Resource-Policy': 'same-origin',
		'Referrer-Policy': 'no-referrer',
		'Cache-Control': 'private, max-age=3600',
	};
}

function sourcesOf(own: string): readonly string[] {
	return [
		`default-src ${own} data: blob: 'unsafe-inline' 'unsafe-eval'`,
		`form-action ${own}`,
		`base-uri ${own}`,
	];
}

/**
 * The page that the hub frames may be framed by the hub alone. Frames within the package have an opaque origin around
 * them, which no `frame-ancestors` can name: of them the token is the guard.
 */
function headersFor(base: string, request: Request): Readonly<Record<string, string>> {
	const own = `${request.headers.get('host') ?? ''}${base}`;
	const isOutermost = request.headers.get('sec-fetch-site') !== 'cross-site';
	return {
		'Content-Security-Policy': [
			'sandbox allow-scripts allow-forms',
			...sourcesOf(own),
			...(isOutermost ? ["frame-ancestors 'self'"] : []),
		].join('; '),
		'Access-Control-Allow-Origin': '*',
		'Cross-Origin-Resource-Policy': 'cross-origin',
		'Referrer-Policy': 'no-referrer',
		'Cache-Control': 'private, max-age=3600',
	};
}
