import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import type { FrameLocator, Page } from 'playwright-core';
import { browse } from '../harness/browser.ts';
import { manifestOf, packageOf, scoPage } from '../harness/course-package.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';
import type { Who } from '../harness/test-network.ts';
import { onePixel, zipOf } from '../harness/zip-file.ts';

let hub: TestHub;
beforeAll(async () => {
	hub = await startTestHub();
});

interface Lesson {
	readonly itemId: string;
	readonly courseId: string;
	readonly lessonId: string;
}

async function upload(zip: Buffer, name = 'kurs.zip', who: Who = 'admin'): Promise<string> {
	const { id } = await hub.app.content.attachments.uploads.receive(
		hub.network.people[who],
		name,
		Readable.from([zip]),
	);
	return id;
}

/** A course of one package, published for the organisation. */
async function course(zip: Buffer): Promise<Lesson> {
	const { id: courseId = '' } = await hub.as.admin.execute('training.createCourse', {
		organisationId: hub.network.alpha,
		title: 'Brandschutz',
	});
	const { id: itemId = '' } = await hub.as.admin.execute('training.uploadPackage', {
		uploadId: await upload(zip),
		organisationId: hub.network.alpha,
		language: 'de',
		courseId,
	});
	await hub.app.jobs.runDue();
	const training = await hub.app.host.use('training');
	const { reader } = await hub.as.admin.visit();
	const draft = await training.drafts.open(reader, courseId);
	await hub.as.admin.execute('training.publishCourse', {
		courseId,
		expectedRevision: draft.revision,
		audience: ['own'],
		major: true,
	});
	await hub.as.reader.execute('training.enrol', { courseId });
	const lesson = draft.rows.find(({ kind }) => kind === 'lesson');
	return { courseId, itemId, lessonId: lesson?.id ?? '' };
}

async function open(page: Page, { itemId, courseId, lessonId }: Lesson, part = ''): Promise<FrameLocator> {
	await page.goto(
		`/training/packages/${itemId}?course=${courseId}&lesson=${lessonId}${part === '' ? '' : `&part=${part}`}`,
	);
	return page.frameLocator('package-player iframe');
}

/** What the page says of how far the hub has heard; it is read out as well. */
function stateOf(page: Page, text: string) {
	return page.locator('package-player .state', { hasText: text });
}

interface KeptState {
	readonly part_id: string;
	readonly status: string;
	readonly score: number | null;
	readonly seconds: number;
}

async function statesOf({ courseId, lessonId }: Lesson, who: Who = 'reader'): Promise<readonly KeptState[]> {
	const { rows } = await sql<KeptState>`select part_id, status, score, seconds from training_package_states
		where course_id = ${courseId} and lesson_id = ${lessonId} and person_id = ${hub.network.people[who]}
		order by part_id`.execute(hub.app.database.query);
	return rows;
}

describe('a package of SCORM 1.2', () => {
	test('is found by its run-time, goes on where it was, and completes its lesson', async () => {
		const script = `
			document.title = api.LMSInitialize('');
			document.getElementById('out').textContent += ' ' + [api.LMSGetValue('cmi.core.entry'), api.LMSGetValue('cmi.core.lesson_location'), api.LMSGetValue('cmi.launch_data')].join('|');
			document.getElementById('away').onclick = function () { api.LMSSetValue('cmi.core.lesson_location', 'Seite 7'); api.LMSSetValue('cmi.suspend_data', 'ä'.repeat(3000)); api.LMSSetValue('cmi.core.exit', 'suspend'); api.LMSCommit(''); };
			document.getElementById('done').onclick = function () { api.LMSSetValue('cmi.core.lesson_status', 'passed'); api.LMSSetValue('cmi.core.score.raw', '90'); api.LMSSetValue('cmi.core.session_time', '0000:10:00'); api.LMSFinish(''); };`;
		const page = scoPage(script).replace(
			'</body>',
			'<button id="away">weg</button><button id="done">fertig</button></body>',
		);
		const lesson = await course(
			await packageOf(
				'1.2',
				[
					{
						id: 'A',
						title: 'Teil',
						href: 'index.html',
						more: '<adlcp:masteryscore>80</adlcp:masteryscore><adlcp:datafromlms>los</adlcp:datafromlms>',
					},
				],
				{ 'index.html': page },
			),
		);
		const tab = await browse(hub, 'reader');

		const first = await open(tab, lesson);
		await expect.poll(() => first.locator('#out').textContent()).toBe('gefunden ab-initio||los');
		await first.locator('#away').click();
		await stateOf(tab, 'Ihr Stand ist gesichert.').waitFor();
		const second = await open(tab, lesson);
		await expect.poll(() => second.locator('#out').textContent()).toBe('gefunden resume|Seite 7|los');
		await second.locator('#done').click();
		await stateOf(tab, 'Geschafft. Ihr Ergebnis ist gesichert.').waitFor();

		expect(await statesOf(lesson)).toMatchObject([{ status: 'passed', score: 90, seconds: 600 }]);
		const { reader } = await hub.as.reader.visit();
		const training = await hub.app.host.use('training');
		const place = await hub.app.content.read(reader, { id: lesson.courseId });
		const opened = await training.courses.open(reader, place.organisation.slug, place.slug);
		expect(opened.lessons[0]).toMatchObject({ isDone: true, score: 90 });
	}, 60_000);

	test('in several parts has a table of contents, and is done with the last of them', async () => {
		const finish = `api.LMSInitialize(''); api.LMSSetValue('cmi.core.lesson_status', 'completed'); api.LMSFinish('');`;
		const lesson = await course(
			await packageOf(
				'1.2',
				[
					{ id: 'A', title: 'Erstens', href: 'a.html' },
					{ id: 'B', title: 'Zweitens', href: 'b.html', kind: 'asset' },
				],
				{ 'a.html': scoPage(finish), 'b.html': '<h1>Nur zum Lesen</h1>' },
			),
		);
		const tab = await browse(hub, 'reader');

		await open(tab, lesson);
		await stateOf(tab, 'Ihr Stand ist gesichert.').waitFor();
		await tab.getByRole('link', { name: 'Weiter: Zweitens' }).click();
		await stateOf(tab, 'Geschafft. Ihr Ergebnis ist gesichert.').waitFor();

		expect((await statesOf(lesson)).map(({ part_id: part, status }) => [part, status])).toEqual([
			['A', 'completed'],
			['B', 'completed'],
		]);
	}, 60_000);
});

test('a package of SCORM 2004 keeps what it says, also when its page is left without a word', async () => {
	const script = `
		api.Initialize('');
		document.getElementById('out').textContent += ' ' + api.GetValue('cmi.entry') + '|' + api.GetValue('cmi.location');
		if (api.GetValue('cmi.location') === '') { api.SetValue('cmi.location', 'Kapitel 2'); api.SetValue('cmi.completion_status', 'incomplete'); }
		window.addEventListener('pagehide', function () { api.SetValue('cmi.score.scaled', '0.5'); api.SetValue('cmi.success_status', 'failed'); });`;
	const lesson = await course(
		await packageOf('2004', [{ id: 'A', title: 'Teil', href: 'index.html' }], {
			'index.html': scoPage(script, '2004'),
		}),
	);
	const tab = await browse(hub, 'reader');

	const frame = await open(tab, lesson);
	await expect.poll(() => frame.locator('#out').textContent()).toBe('gefunden ab-initio|');
	await tab.getByRole('link', { name: 'Zurück zum Kurs' }).click();
	await tab.waitForURL(/\/courses\//);
	expect(await statesOf(lesson)).toMatchObject([{ status: 'failed', score: 50 }]);
	const again = await open(tab, lesson);

	await expect.poll(() => again.locator('#out').textContent()).toBe('gefunden resume|Kapitel 2');
}, 60_000);

test('pages that follow each other in the same frame go on with the same values, and a frame within finds the run-time too', async () => {
	const lesson = await course(
		await packageOf('1.2', [{ id: 'A', title: 'Teil', href: 'one.html' }], {
			'one.html': scoPage(
				`api.LMSInitialize(''); api.LMSSetValue('cmi.core.lesson_location', 'aus eins'); location.href = 'two.html';`,
			),
			'two.html': scoPage(
				`api.LMSInitialize(''); document.getElementById('out').textContent += ' ' + api.LMSGetValue('cmi.core.lesson_location');`,
			).replace('</body>', '<iframe src="three.html"></iframe></body>'),
			'three.html': scoPage(''),
		}),
	);
	const tab = await browse(hub, 'reader');

	const frame = await open(tab, lesson);

	await expect.poll(() => frame.locator('#out').textContent()).toBe('gefunden aus eins');
	await expect.poll(() => frame.frameLocator('iframe').locator('#out').textContent()).toBe('gefunden');
}, 60_000);

describe('a hostile package', () => {
	const attacks = `
		var said = {};
		function tried(name, work) { try { said[name] = String(work()); } catch (error) { said[name] = error.name; } }
		var hub = location.origin;
		tried('document', function () { return top.document.title; });
		tried('location', function () { return top.location.href; });
		tried('leave', function () { top.location = hub + '/404'; return 'left'; });
		tried('opener', function () { return window.open(hub + '/'); });
		tried('cookie', function () { return document.cookie; });
		tried('origin', function () { return self.origin; });
		tried('worker', function () { return navigator.serviceWorker && navigator.serviceWorker.controller; });
		var img = new Image(); img.onload = function () { said.image = 'loaded'; }; img.onerror = function () { said.image = 'refused'; }; img.src = hub + '/favicon.svg';
		var waits = [
			fetch(hub + '/', { credentials: 'include' }).then(function (answer) { said.page = answer.status; }, function () { said.page = 'refused'; }),
			fetch(hub + '/api/commands/content.create', { method: 'POST', credentials: 'include', body: '{}' }).then(function (answer) { said.command = answer.status; }, function () { said.command = 'refused'; }),
			fetch('https://elsewhere.example/').then(function () { said.elsewhere = 'sent'; }, function () { said.elsewhere = 'refused'; }),
			fetch('own.json').then(function (answer) { return answer.json(); }).then(function (own) { said.own = own.a; }),
		];
		var frame = document.createElement('iframe'); frame.src = hub + '/'; document.body.append(frame);
		Promise.all(waits).then(function () { setTimeout(function () { tried('framed', function () { return frame.contentDocument; }); document.getElementById('out').textContent = JSON.stringify(said); }, 300); });`;

	test('reads no cookie, storage or page of the hub, writes nothing, and leaves neither its frame nor the hub', async () => {
		const lesson = await course(
			await packageOf('1.2', [{ id: 'A', title: 'Teil', href: 'index.html' }], {
				'index.html': scoPage(attacks),
				'own.json': '{"a":"own"}',
				'pixel.png': onePixel,
			}),
		);
		const tab = await browse(hub, 'reader');
		tab.removeAllListeners('console');

		const frame = await open(tab, lesson);
		await expect.poll(() => frame.locator('#out').textContent(), { timeout: 10_000 }).toContain('framed');

		expect(JSON.parse((await frame.locator('#out').textContent()) ?? '')).toEqual({
			document: 'SecurityError',
			location: 'SecurityError',
			leave: 'SecurityError',
			opener: 'null',
			cookie: '',
			origin: 'null',
			worker: expect.stringMatching(/SecurityError|undefined|null/),
			image: 'refused',
			page: 'refused',
			command: 'refused',
			elsewhere: 'refused',
			own: 'own',
			framed: 'null',
		});
		expect(tab.url()).toContain('/training/packages/');
	}, 60_000);

	test('a message counts only from the package’s own frame and of the sitting that is open', async () => {
		const lesson = await course(
			await packageOf('1.2', [{ id: 'A', title: 'Teil', href: 'index.html' }], {
				'index.html': scoPage(
					`window.onmessage = function (event) { var channel = new MessageChannel(); top.postMessage(event.data.greeting, '*', [channel.port2]); channel.port1.postMessage(event.data.told); };`,
				),
			}),
		);
		const tab = await browse(hub, 'reader');
		const frame = await open(tab, lesson);
		await frame.locator('#out').waitFor();
		const launchId = (await tab.locator('package-player').getAttribute('data-launch')) ?? '';
		const greeting = { kind: 'verbund.package', launchId };
		const told = { values: { 'cmi.core.lesson_status': 'passed' }, terminated: true };

		await tab.evaluate(
			(forged) => {
				const { port1, port2 } = new MessageChannel();
				window.postMessage(forged.greeting, '*', [port2]);
				port1.postMessage(forged.told);
			},
			{ greeting, told },
		);
		await tab.evaluate(
			(forged) => {
				const other = document.createElement('iframe');
				document.body.append(other);
				const { port1, port2 } = new MessageChannel();
				dispatchEvent(
					new MessageEvent('message', {
						data: forged.greeting,
						origin: 'null',
						source: other.contentWindow,
						ports: [port2],
					}),
				);
				port1.postMessage(forged.told);
			},
			{ greeting, told },
		);
		const relay = (message: object) =>
			tab.evaluate(
				(data) => document.querySelector('iframe')?.contentWindow?.postMessage(data, '*'),
				message,
			);
		await relay({ greeting: { ...greeting, launchId: 'of-somebody-else' }, told });
		await relay({ greeting: 'nonsense', told });
		await relay({ greeting, told: 'nonsense' });
		await relay({ greeting, told: { ...told, values: { role: 'admin' } } });
		await stateOf(tab, 'Ihr Stand konnte nicht gesichert werden').waitFor();

		expect(await statesOf(lesson)).toEqual([]);
	}, 60_000);

	test('what is kept is one’s own: a sitting of somebody else, without a lesson or with a forged name is nothing', async () => {
		const zip = await packageOf('1.2', [{ id: 'A', title: 'Teil', href: 'a.html' }], {
			'a.html': scoPage(''),
		});
		const lesson = await course(zip);
		const training = await hub.app.host.use('training');
		const { reader } = await hub.as.reader.visit();
		const item = await hub.app.content.read(reader, { id: lesson.itemId });
		const shown = await training.packages.packageOf(item);
		if (!shown) throw new Error('The package is missing.');
		const wish = { itemId: lesson.itemId, package: shown, partId: null };
		const { token } = await training.packages.begin(reader, { ...wish, lesson });
		const looking = await training.packages.begin(reader, { ...wish, lesson: null });
		const values = { 'cmi.core.lesson_status': 'passed' };
		const keep = (who: Who, launch: string) =>
			hub.as[who].run('training.keepPackageResult', { launch, values });

		expect((await keep('author', token)).status).toBe(404);
		expect((await keep('reader', looking.token)).status).toBe(404);
		expect((await keep('reader', `${token.slice(0, -3)}abc`)).status).toBe(409);
		expect((await hub.as.anonymous.run('training.keepPackageResult', { launch: token, values })).status).toBe(
			401,
		);
		expect(await statesOf(lesson)).toEqual([]);
		expect((await keep('reader', token)).status).toBe(200);
		expect(await statesOf(lesson)).toMatchObject([{ status: 'passed' }]);
	});
});

describe('files of a package', () => {
	async function begin(who: Who = 'reader'): Promise<{ base: string; itemId: string }> {
		const files = {
			'a.html': '<html><head></head>Hallo</html>',
			'video.mp4': Buffer.from('0123456789'),
			'Gross.CSS': 'p{}',
			'bild.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
		};
		const { itemId, courseId, lessonId } = await course(
			await packageOf('1.2', [{ id: 'A', title: 'Teil', href: 'a.html' }], files),
		);
		const { text } = await hub.as[who].get(
			`/training/packages/${itemId}?course=${courseId}&lesson=${lessonId}`,
		);
		const base = /data-url="(\/training\/play\/[^"/]+\/)/.exec(text)?.[1] ?? '';
		return { base, itemId };
	}

	test('come by a signed path without a cookie, in a policy that holds them in, with ranges', async () => {
		const { base } = await begin();
		const page = await hub.as.anonymous.get(`${base}a.html`);
		const part = await hub.as.anonymous.get(`${base}video.mp4`, { range: 'bytes=2-4' });

		expect(page.status).toBe(200);
		expect(page.headers['content-security-policy']).toMatch(
			/^sandbox allow-scripts allow-forms; default-src [^;]+\/training\/play\//,
		);
		expect(page.headers['content-security-policy']).not.toContain('allow-same-origin');
		expect(page.headers['content-security-policy']).toContain("frame-ancestors 'self'");
		expect(page.headers['cache-control']).toBe('private, no-store');
		expect(page.text).toContain('<head><script src="/training/play/');
		expect([part.status, part.text, part.headers['content-range']]).toEqual([206, '234', 'bytes 2-4/10']);
		expect((await hub.as.anonymous.get(`${base}gross.css`)).status).toBe(200);
		expect((await hub.as.anonymous.get(`${base}bild.svg`)).headers['content-security-policy']).toContain(
			'sandbox',
		);
	});

	test.each([
		'../../../etc/passwd',
		'..%2f..%2fapp.db',
		'imsmanifest.xml/..',
		'nichts.html',
		'%00',
		'a.html/',
	])('are nothing but the package’s own: %s', async (path) => {
		const { base } = await begin();
		const { status, text } = await hub.as.anonymous.get(base + path);

		expect([200, 400, 404]).toContain(status);
		if (status === 200) expect(text).toContain('Hallo');
	});

	test('are gone with the right to read them, and for a path that nobody signed', async () => {
		const { base } = await begin();
		expect((await hub.as.anonymous.get(`${base}a.html`)).status).toBe(200);

		await hub.app.accounts.people.setDisabled(hub.network.people.reader, true);
		const after = await hub.as.anonymous.get(`${base}a.html`);
		await hub.app.accounts.people.setDisabled(hub.network.people.reader, false);
		const forged = await hub.as.anonymous.get(`${base.slice(0, -4)}xxx/a.html`);

		expect([after.status, forged.status]).toEqual([404, 404]);
	});
});

describe('an archive', () => {
	const send = async (zip: Buffer, name = 'kurs.zip') =>
		hub.as.admin.run('training.uploadPackage', {
			uploadId: await upload(zip, name),
			organisationId: hub.network.alpha,
			language: 'de',
		});

	test.each([
		['without a manifest', packageWithout, 'In der ZIP-Datei fehlt', 409],
		['with its manifest in a folder', inFolder, 'liegt in einem Ordner', 409],
		[
			'with a page that is not there',
			() => packageOf('1.2', [{ id: 'A', title: 'A', href: 'fehlt.html' }], {}),
			'keine Seite',
			409,
		],
		['that is none', () => Promise.resolve(Buffer.from('PK\u0003\u0004 nichts')), '', 422],
	])('%s is refused in words', async (_, make, words, expected) => {
		const { status, text } = await send(await make());

		expect(status, text).toBe(expected);
		expect(text).toContain(words);
	});
});

function packageWithout(): Promise<Buffer> {
	return zipOf({ 'index.html': 'Hallo' });
}

function inFolder(): Promise<Buffer> {
	return zipOf({
		'kurs/imsmanifest.xml': manifestOf('1.2', [{ id: 'A', title: 'A', href: 'a.html' }]),
		'kurs/a.html': 'Hallo',
	});
}
