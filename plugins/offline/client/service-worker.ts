/**
 * Shows an anonymous page where there is no network. What it stores is the same for everybody: that page, and the
 * files of the build which it needs. A page that someone is signed in on is never among it.
 */

/** Another for each build; written by the build. */
const cacheName = 'verbund-shell-__VERBUND_BUILD__';
const shellPath = '/offline/shell';
const imagesName = 'verbund-kept-images';
const patience = 4000;

interface LifeEvent extends Event {
	waitUntil(work: Promise<unknown>): void;
}

interface RequestEvent extends LifeEvent {
	readonly request: Request;
	readonly preloadResponse?: Promise<Response | undefined>;
	respondWith(response: Promise<Response>): void;
}

declare const clients: { claim(): Promise<void> };
declare const registration: ServiceWorkerRegistration;
declare function skipWaiting(): Promise<void>;

addEventListener('install', (event) => {
	if (isLifeEvent(event)) event.waitUntil(storeShell().then(skipWaiting));
});

addEventListener('activate', (event) => {
	if (isLifeEvent(event)) event.waitUntil(takeOver());
});

// The shell in the language that the person has chosen here.
addEventListener('message', (event) => {
	const { data } = event;
	if (isLifeEvent(event) && typeof data === 'string') event.waitUntil(storeShell(data));
});

addEventListener('fetch', (event) => {
	if (!isRequestEvent(event)) return;
	const { request } = event;
	const { origin, pathname } = new URL(request.url);
	if (request.method !== 'GET' || origin !== location.origin) return;
	if (request.mode === 'navigate') event.respondWith(page(event, pathname));
	else if (pathname.startsWith('/_astro/')) event.respondWith(builtFile(request));
	else if (pathname === '/organisations.css') event.respondWith(networkFirst(request, cacheName));
	else if (request.destination === 'image' && pathname.startsWith('/files/'))
		event.respondWith(networkFirst(request, imagesName));
});

/** From the network, always; without it the shell, which knows what is kept. */
async function page(event: RequestEvent, path: string): Promise<Response> {
	try {
		const answer = loadPage(event);
		const response = path === '/offline' ? await Promise.race([answer, tooLate()]) : await answer;
		// A proxy whose hub is away.
		if (response.status !== 502 && response.status !== 504) return response;
	} catch {
		// No network.
	}
	return (await caches.match(shellPath, { cacheName })) ?? Response.error();
}

async function loadPage({ request, preloadResponse }: RequestEvent): Promise<Response> {
	return (await preloadResponse) ?? fetch(request);
}

function tooLate(): Promise<never> {
	return new Promise((_, reject) => setTimeout(() => reject(new Error('no answer')), patience));
}

async function builtFile(request: Request): Promise<Response> {
	return (await caches.match(request, { cacheName })) ?? fetch(request);
}

async function networkFirst(request: Request, cache: string): Promise<Response> {
	try {
		return await fetch(request);
	} catch {
		return (await caches.match(request, { cacheName: cache, ignoreVary: true })) ?? Response.error();
	}
}

async function takeOver(): Promise<void> {
	for (const name of await caches.keys()) {
		if (name.startsWith('verbund-shell-') && name !== cacheName) await caches.delete(name);
	}
	await registration.navigationPreload.enable();
	await clients.claim();
}

/** The page as someone sees it who is not signed in, with all that it names. */
async function storeShell(language?: string): Promise<void> {
	const cache = await caches.open(cacheName);
	const shell = await load(shellPath, language === undefined ? {} : { 'Accept-Language': language });
	const text = await shell.clone().text();
	await storeFiles(cache, text, new Set());
	await cache.put('/organisations.css', await load('/organisations.css'));
	// Last: where it is, everything else is.
	await cache.put(shellPath, shell);
}

/** Files of the build that a text names, and those that these name. Their names change with their content. */
async function storeFiles(cache: Cache, text: string, known: Set<string>): Promise<void> {
	const names = [...text.matchAll(/["'`(](?:\/_astro\/|\.\/)([\w.~@-]+\.(?:js|css|woff2|svg))["'`)]/g)];
	for (const [, name = ''] of names) {
		const path = `/_astro/${name}`;
		if (known.has(path)) continue;
		known.add(path);
		const file = (await cache.match(path)) ?? (await load(path));
		await cache.put(path, file.clone());
		if (/\.(?:js|css)$/.test(name)) await storeFiles(cache, await file.text(), known);
	}
}

async function load(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
	const response = await fetch(path, { credentials: 'omit', headers });
	if (!response.ok || response.redirected) throw new Error(`${path} answers ${response.status}`);
	return response;
}

function isLifeEvent(event: Event): event is LifeEvent {
	return 'waitUntil' in event;
}

function isRequestEvent(event: Event): event is RequestEvent {
	return 'respondWith' in event;
}
