import { createServer, type AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import type { FrameLocator, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { browse } from '../harness/browser.ts';
import { packageOf, scoPage } from '../harness/course-package.ts';
import { seedCourse } from '../harness/courses.ts';
import { root } from '../harness/test-config.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';

let hub: TestHub;
let contentUrl: URL;
beforeAll(async () => {
	const port = await freePort();
	// Of the same site, which is the harder case: a browser sends cookies along.
	const url = new URL(`http://verbund.localhost:${port}`);
	contentUrl = new URL(`http://packages.verbund.localhost:${port}`);
	const started = await startTestHub({ port, url, urlIsFixed: true, contentUrl });
	hub = { ...started, url: url.origin };
});

function freePort(): Promise<number> {
	return new Promise((resolve) => {
		const server = createServer().listen(0, '127.0.0.1', () => {
			const { port } = server.address() as AddressInfo;
			server.close(() => resolve(port));
		});
	});
}

/**
 * In the shape of what Articulate Rise, Storyline and Captivate write: a driver that finds the run-time stands around
 * the content, which calls the driver's functions, and has further pages within that look for the run-time themselves.
 */
const driver = `<!DOCTYPE html><html><head><script>
	var tries = 0, api = null;
	function scan(win) { while (win.API == null && win.parent != null && win.parent != win) { if (++tries > 7) return null; win = win.parent; } return win.API; }
	function Start() { api = scan(window); if (api == null && window.opener != null) api = scan(window.opener); api.LMSInitialize(''); document.getElementById('content').src = '../scormcontent/index.html'; }
	function GetBookmark() { return api.LMSGetValue('cmi.core.lesson_location'); }
	function SetBookmark(value) { api.LMSSetValue('cmi.core.lesson_location', value); api.LMSCommit(''); }
	function SetReachedEnd(score) { api.LMSSetValue('cmi.core.score.raw', score); api.LMSSetValue('cmi.core.lesson_status', 'passed'); }
	window.onunload = window.onbeforeunload = function () { api.LMSFinish(''); };
</script></head><body onload="Start()"><iframe id="content" name="scormdriver_content"></iframe></body></html>`;
const content = `<!DOCTYPE html><html><head></head><body><p id="out"></p><button id="on">weiter</button><button id="end">fertig</button>
<iframe src="deeper.html"></iframe><script>
	var out = document.getElementById('out');
	try { out.textContent = 'Stand: ' + (parent.GetBookmark() || 'am Anfang'); } catch (error) { out.textContent = error.name; }
	document.getElementById('on').onclick = function () { window.parent.SetBookmark('Kapitel 2'); localStorage.setItem('geteilt', 'ja'); };
	document.getElementById('end').onclick = function () { window.parent.SetReachedEnd('85'); };
</script></body></html>`;

const articulate = {
	'scormdriver/indexAPI.html': driver,
	'scormcontent/index.html': content,
	'scormcontent/deeper.html': scoPage(''),
};

const patiently = { timeout: 10_000 };

interface Lesson {
	readonly itemId: string;
	readonly courseId: string;
	readonly lessonId: string;
}

async function uploadTo(app: TestHub, files: Readonly<Record<string, string>>): Promise<string> {
	const [href = ''] = Object.keys(files);
	const zip = await packageOf('1.2', [{ id: 'A', title: 'Teil', href }], files);
	const { uploads } = app.app.content.attachments;
	const { id: uploadId } = await uploads.receive(app.network.people.admin, 'kurs.zip', Readable.from([zip]));
	const uploaded = await app.as.admin.execute('training.uploadPackage', {
		uploadId,
		organisationId: app.network.alpha,
		language: 'de',
		publish: true,
	});
	await app.app.jobs.runDue();
	return String(uploaded['id']);
}

async function lessonOf(files: Readonly<Record<string, string>>): Promise<Lesson> {
	const itemId = await uploadTo(hub, files);
	const { id: courseId, lessons } = await seedCourse(hub, { lessons: [], items: [itemId] });
	await hub.as.reader.execute('training.enrol', { courseId });
	return { itemId, courseId, lessonId: lessons[0] ?? '' };
}

async function open(page: Page, { itemId, courseId, lessonId }: Lesson): Promise<FrameLocator> {
	await page.goto(`/training/packages/${itemId}?course=${courseId}&lesson=${lessonId}`);
	return page.frameLocator('package-player iframe');
}

async function stateOf({ courseId }: Lesson) {
	const { rows } = await sql<{ status: string; score: number | null }>`select status, score
		from training_package_states where course_id = ${courseId}`.execute(hub.app.database.query);
	return rows;
}

test('under a second host name a package whose pages call each other runs, goes on where it was, and counts', async () => {
	const lesson = await lessonOf(articulate);
	const tab = await browse(hub, 'reader');

	const first = (await open(tab, lesson)).frameLocator('#content');
	await expect.poll(() => first.locator('#out').textContent(), patiently).toBe('Stand: am Anfang');
	await expect
		.poll(() => first.frameLocator('iframe').locator('#out').textContent(), patiently)
		.toBe('gefunden');
	await first.locator('#on').click();
	await tab.locator('package-player .state', { hasText: 'Ihr Stand ist gesichert.' }).waitFor();
	const second = (await open(tab, lesson)).frameLocator('#content');
	await expect.poll(() => second.locator('#out').textContent(), patiently).toBe('Stand: Kapitel 2');
	await second.locator('#end').click();
	await tab.getByRole('link', { name: 'Zurück zum Kurs' }).click();
	await tab.waitForURL(/\/courses\//);

	expect(await stateOf(lesson)).toEqual([{ status: 'passed', score: 85 }]);
}, 60_000);

describe('a hostile package under the second host name', () => {
	const attacks = `
		var said = {};
		function tried(name, work) { try { said[name] = String(work()); } catch (error) { said[name] = error.name; } }
		var hub = 'http://verbund.localhost:' + location.port;
		tried('document', function () { return top.document.title; });
		tried('location', function () { return top.location.href; });
		tried('leave', function () { top.location = hub + '/404'; return 'left'; });
		tried('opener', function () { return window.open(hub + '/'); });
		tried('cookie', function () { Object.getOwnPropertyDescriptor(Document.prototype, 'cookie').set.call(document, '__Host-verbund=forged; domain=verbund.localhost; path=/; secure'); return Object.getOwnPropertyDescriptor(Document.prototype, 'cookie').get.call(document); });
		tried('origin', function () { return self.origin === hub; });
		tried('relaxed', function () { document.domain = 'verbund.localhost'; return top.document.title; });
		var img = new Image(); img.onload = function () { said.image = 'loaded'; }; img.onerror = function () { said.image = 'refused'; }; img.src = hub + '/favicon.svg';
		function fetched(name, url, options) { return fetch(url, options).then(function (answer) { said[name] = answer.status; }, function () { said[name] = 'refused'; }); }
		var waits = [
			fetched('page', hub + '/', { credentials: 'include' }),
			fetched('command', hub + '/api/commands/content.create', { method: 'POST', credentials: 'include', body: '{}' }),
			fetched('home', location.origin + '/', {}),
			fetched('elsewhere', 'https://elsewhere.example/', {}),
			fetched('own', 'own.json', {}),
			navigator.serviceWorker.register('worker.js').then(function () { said.worker = 'installed'; }, function () { said.worker = 'refused'; }),
		];
		var frame = document.createElement('iframe'); frame.src = hub + '/'; document.body.append(frame);
		Promise.all(waits).then(function () { setTimeout(function () { tried('framed', function () { return frame.contentDocument; }); document.getElementById('out').textContent = JSON.stringify(said); }, 300); });`;

	test('reads no cookie, storage or page of the hub, writes nothing, and leaves neither its frame nor its folder', async () => {
		const lesson = await lessonOf({
			'index.html': scoPage(attacks),
			'own.json': '{}',
			'worker.js': 'addEventListener("fetch", () => undefined)',
		});
		const tab = await browse(hub, 'reader');
		tab.removeAllListeners('console');

		const frame = await open(tab, lesson);
		await expect.poll(() => frame.locator('#out').textContent(), patiently).toContain('framed');

		expect(JSON.parse((await frame.locator('#out').textContent()) ?? '')).toEqual({
			document: 'SecurityError',
			location: 'SecurityError',
			leave: 'SecurityError',
			opener: 'null',
			cookie: expect.not.stringContaining('forged'),
			origin: 'false',
			relaxed: 'SecurityError',
			image: 'refused',
			page: 'refused',
			command: 'refused',
			home: 'refused',
			elsewhere: 'refused',
			own: 200,
			worker: 'refused',
			framed: 'null',
		});
		expect(tab.url()).toContain('/training/packages/');
		expect((await tab.context().cookies()).map(({ name }) => name)).toEqual(['verbund']);
	}, 60_000);

	test('finds nothing of what another package has left in the browser', async () => {
		// Into a picture the hub puts no run-time, so that its storage is the browser's own.
		const picture = (script: string) =>
			`<svg xmlns="http://www.w3.org/2000/svg"><script>parent.document.getElementById('out').textContent = (function () { try { ${script} } catch (error) { return error.name; } })();</script></svg>`;
		const page = '<html><head></head><body><p id="out"></p><iframe src="picture.svg"></iframe></body></html>';
		const leaving = await lessonOf({
			'index.html': page,
			'picture.svg': picture(
				"localStorage.setItem('geheim', 'von A'); return localStorage.getItem('geheim');",
			),
		});
		const looking = await lessonOf({
			'index.html': page,
			'picture.svg': picture("return 'da: ' + localStorage.getItem('geheim');"),
		});
		const tab = await browse(hub, 'reader');

		const first = await open(tab, leaving);
		await expect.poll(() => first.locator('#out').textContent(), patiently).toBe('von A');
		const second = await open(tab, looking);

		await expect.poll(() => second.locator('#out').textContent(), patiently).toBe('da: null');
	}, 60_000);
});

describe('under the second host name', () => {
	const ask = (path: string, method = 'GET', headers: Readonly<Record<string, string>> = {}) =>
		hub.as.networkAdmin.send(method, path, { headers: { host: contentUrl.host, ...headers } });

	const atHub = (path: string, headers: Readonly<Record<string, string>> = {}) =>
		hub.as.reader.get(path, { host: new URL(hub.url).host, ...headers });

	async function base(): Promise<string> {
		const { itemId, courseId, lessonId } = await lessonOf({ 'a.html': '<html><head></head>Hallo</html>' });
		const { text } = await atHub(`/training/packages/${itemId}?course=${courseId}&lesson=${lessonId}`);
		return (
			/data-url="http:\/\/packages\.verbund\.localhost:\d+(\/training\/play\/[^"/]+\/)/.exec(text)?.[1] ?? ''
		);
	}

	test.each([
		'/',
		'/sign-in',
		'/courses',
		'/api/health',
		'/api/openapi.json',
		'/files/x/y',
		'/organisations.css',
		'/service-worker.js',
		'/training/play/../../settings',
		'/training/play/%2e%2e/%2e%2e/settings',
		'/training/packages/new',
		'/training/play/nobody/signed.html',
	])('there is no %s, and nobody is signed in', async (path) => {
		const { status, text, headers } = await ask(path);

		expect(status).toBe(404);
		expect(text).not.toContain('<html');
		expect(headers['set-cookie']).toBeUndefined();
	});

	test('nothing is written', async () => {
		const path = await base();
		for (const to of ['/api/commands/content.create', `${path}a.html`])
			expect((await ask(to, 'POST', { 'sec-fetch-site': 'same-origin' })).status).toBe(405);
	});

	test('the policy that gives an origin is sent there alone', async () => {
		const path = await base();
		const [there, here] = [await ask(`${path}a.html`), await atHub(`${path}a.html`)];

		expect(there.status).toBe(200);
		expect(there.headers['content-security-policy']).toContain('allow-same-origin');
		expect(there.headers['content-security-policy']).toContain(`frame-ancestors 'self' ${hub.url}`);
		expect(here.headers['content-security-policy']).toMatch(/^sandbox allow-scripts allow-forms;/);
		expect((await ask(`${path}a.html`, 'GET', { 'service-worker': 'script' })).status).toBe(404);
		const forged = await atHub(`${path}a.html`, { 'x-verbund-content-host': 'yes' });
		expect(forged.headers['content-security-policy']).not.toContain('allow-same-origin');
	});
});

test('without a second host name such a package cannot call, and whoever works on it is told', async () => {
	const plain = await startTestHub();
	const itemId = await uploadTo(plain, articulate);
	const simple = await uploadTo(plain, { 'index.html': scoPage('') });
	const tab = await browse(plain, 'admin');

	await tab.goto(`/training/packages/${itemId}`);
	const frame = tab.frameLocator('package-player iframe').frameLocator('#content');
	await expect.poll(() => frame.locator('#out').textContent(), patiently).toMatch(/Error/);

	const warning = 'Dieses Paket läuft hier wahrscheinlich nicht richtig';
	expect(await tab.getByText(warning).count()).toBe(1);
	await tab.goto(`/training/packages/${simple}`);
	expect(await tab.getByText(warning).count()).toBe(0);
	const { text } = await plain.as.reader.get(`/training/packages/${itemId}`);
	expect(text).not.toContain(warning);
}, 60_000);

test.each([
	[{ VERBUND_CONTENT_URL: 'https://content.example' }],
	[{ VERBUND_URL: 'https://hub.example', VERBUND_CONTENT_URL: 'https://hub.example:8443' }],
	[{ VERBUND_URL: 'https://hub.example', VERBUND_CONTENT_URL: 'http://content.example' }],
	[{ VERBUND_URL: 'https://hub.example', VERBUND_CONTENT_URL: 'https://content.example/packages' }],
])('a second address that would not keep packages apart is refused: %j', (environment) => {
	expect(() => readConfig(environment, root, { demo: false })).toThrow('VERBUND_CONTENT_URL');
});
