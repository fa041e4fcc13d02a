/** The path of a page in its package, without query and mark. */
export function pathOfLaunch(launch: string): string {
	const [path = ''] = launch.split(/[?#]/);
	return clean(decoded(path));
}

/** A path below the package, as archives write it. */
function clean(path: string): string {
	const steps: string[] = [];
	for (const step of path.normalize('NFC').split(/[/\\]/)) {
		if (step === '..') steps.pop();
		else if (step !== '' && step !== '.') steps.push(step);
	}
	return steps.join('/');
}

function decoded(path: string): string {
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}

/** Types by their endings: a package's own page runs in a frame that may do nothing outside of it. */
const types: Readonly<Record<string, string>> = {
	html: 'text/html',
	htm: 'text/html',
	xhtml: 'application/xhtml+xml',
	js: 'text/javascript; charset=utf-8',
	mjs: 'text/javascript; charset=utf-8',
	css: 'text/css; charset=utf-8',
	json: 'application/json',
	xml: 'application/xml',
	xsd: 'application/xml',
	dtd: 'application/xml-dtd',
	txt: 'text/plain; charset=utf-8',
	vtt: 'text/vtt; charset=utf-8',
	svg: 'image/svg+xml',
	png: 'image/png',
	jpg: 'image/jpeg',
	jpeg: 'image/jpeg',
	gif: 'image/gif',
	webp: 'image/webp',
	avif: 'image/avif',
	ico: 'image/x-icon',
	mp3: 'audio/mpeg',
	m4a: 'audio/mp4',
	ogg: 'audio/ogg',
	wav: 'audio/wav',
	mp4: 'video/mp4',
	m4v: 'video/mp4',
	webm: 'video/webm',
	woff: 'font/woff',
	woff2: 'font/woff2',
	ttf: 'font/ttf',
	otf: 'font/otf',
	pdf: 'application/pdf',
	wasm: 'application/wasm',
};

export function mediaTypeOf(path: string): string {
	const ending = /\.([a-z0-9]{1,8})$/i.exec(path)?.[1]?.toLowerCase() ?? '';
	return types[ending] ?? 'application/octet-stream';
}

export function isPage(mediaType: string): boolean {
	return mediaType === 'text/html' || mediaType === 'application/xhtml+xml';
}
