import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { noteQueries } from './harness/asked-queries.ts';
import { startTestHub, type TestHub } from './harness/test-hub.ts';

let hub: TestHub;
const statements: string[] = [];

beforeAll(async () => {
	hub = await startTestHub({ onQuery: noteQueries(statements) });
});

const formOf = (command: string, fields: Readonly<Record<string, string>>) => ({
	_command: command,
	_key: crypto.randomUUID(),
	...fields,
});

describe('the audit log', () => {
	let item: string;
	beforeAll(async () => {
		item = (await hub.seed.item({ title: 'Schlüssel ausgeben' })).id;
		await hub.seed.item({ title: 'Post verteilen' });
		await hub.as.admin.execute('accounts.createGroup', {
			organisationId: hub.network.alpha,
			name: '=cmd|calc',
		});
	});
	const rowsOf = (html: string) => (html.match(/<tr role="row">/g) ?? []).length - 1;
	const ask = async (query: string) =>
		(await hub.as.admin.get(`/admin/audit?organisation=alpha&${query}`)).text;

	test('is narrowed by part of a title, by a name and by an id', async () => {
		expect(rowsOf(await ask('object=schl%C3%BCssel'))).toBe(2);
		expect(rowsOf(await ask(`object=${item.slice(-8)}`))).toBe(2);
		expect(rowsOf(await ask('object=%3Dcmd'))).toBe(1);
		expect(await ask('object=gibt-es-nicht')).toContain('Zu dieser Auswahl');
	});

	test('is narrowed by days, both included', async () => {
		const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(Date.now());

		expect(rowsOf(await ask(`action=content.publish&from=${today}&until=${today}`))).toBe(2);
		expect(await ask(`action=content.publish&until=2020-01-01`)).toContain('Zu dieser Auswahl');
		expect((await hub.as.admin.get('/admin/audit?from=gestern&until=%00')).status).toBe(200);
	});

	test('is found by nobody through a title of another organisation', async () => {
		await hub.seed.item({ owner: 'beta', title: 'Geheimes Vorhaben' });

		expect(await ask('object=Geheimes')).toContain('Zu dieser Auswahl');
	});

	test('goes out as a table in which nothing is a formula, and that is recorded', async () => {
		const { status, headers, text } = await hub.as.admin.get(
			'/api/audit.csv?organisation=alpha&object=%3Dcmd',
		);

		expect(status).toBe(200);
		expect(headers['content-type']).toBe('text/csv; charset=utf-8');
		expect(headers['content-disposition']).toContain('attachment');
		expect(text.split('\r\n')).toHaveLength(3);
		expect(text).not.toMatch(/(?:^|;)"?[=+@-]/m);
		const [entry] = await hub.app.audit.list({ organisationIds: [hub.network.alpha], limit: 1 });
		expect(entry?.action).toBe('audit.export');
	});
});

describe('the overview', () => {
	const namesIn = (html: string, part: RegExp) =>
		[...(part.exec(html)?.[0] ?? '').matchAll(/href="(\/admin\/\w+)/g)].map(([, path]) => path);

	test('says first what is overdue, and nothing where nothing is', async () => {
		const before = (await hub.as.admin.get('/admin?organisation=alpha')).text;
		const item = await hub.seed.item({ title: 'Alte Regel', audience: ['own'] });
		await hub.as.author.execute('content.setProperties', { itemId: item.id, reviewDueAt: '2026-02-01' });

		const page = (await hub.as.admin.get('/admin?organisation=alpha')).text;

		expect(before).not.toContain('überfällig');
		expect(page.indexOf('Alte Regel')).toBeGreaterThan(0);
		expect(page.indexOf('Alte Regel')).toBeLessThan(page.indexOf('class="admin-group"'));
	});

	test('names the areas in the order of the side bar and of the palette, as far as one may open them', async () => {
		const page = (await hub.as.admin.get('/admin')).text;
		const { entries } = (await hub.as.admin.get('/api/palette?path=/')).json as unknown as {
			entries: readonly { url?: string }[];
		};
		const inPalette = entries.flatMap(({ url = '' }) => (/^\/admin\/\w+$/.test(url) ? [url] : []));

		const inOverview = namesIn(page, /<main[^]*<\/main>/);

		expect(inOverview).toContain('/admin/review');
		expect(inOverview).not.toContain('/admin/backups');
		expect(namesIn(page, /<aside[^]*?<\/aside>/)).toEqual(inOverview);
		expect(inPalette).toEqual(inOverview);
	});
});

describe('the chain of the log', () => {
	const page = '/admin/audit?organisation=*';

	test('is not computed for a page, but by a job, whose result the page shows', async () => {
		const { app, as } = hub;
		const prove = async () => {
			await as.networkAdmin.post(page, formOf('audit.prove', {}));
			const waiting = (await as.networkAdmin.get(page)).text;
			await app.jobs.runDue();
			return { waiting, done: (await as.networkAdmin.get(page)).text };
		};

		const before = await as.networkAdmin.get(page);
		statements.splice(0);
		const { waiting, done } = await prove();

		expect(before.text.includes('wurde noch nicht geprüft')).toBe(true);
		expect(waiting.includes('wird gerade geprüft')).toBe(true);
		expect(done.includes('Die Kette ist vollständig')).toBe(true);
		expect(done.includes('Zuletzt geprüft am')).toBe(true);
		statements.splice(0);
		await as.networkAdmin.get(page);
		expect(statements.filter((statement) => statement.endsWith('audit_segments" order by "id"'))).toEqual([]);
		expect((await as.admin.get('/admin/audit?organisation=alpha')).text.includes('Die Kette')).toBe(false);
	});

	test('that was broken is said with the entry', async () => {
		const { app, as } = hub;
		await app.database.transaction(async (transaction) => {
			await sql`drop trigger if exists audit_entries_no_update`.execute(transaction);
			await sql`update audit_entries set action = 'content.read' where id = 1`.execute(transaction);
		});

		await as.networkAdmin.execute('audit.prove');
		await app.jobs.runDue();

		const { text } = await as.networkAdmin.get(page);
		expect(text.includes('Die Kette ist bei Eintrag 1 unterbrochen')).toBe(true);
	});
});

describe('the page of an organisation', () => {
	test('keeps what was written when somebody else was faster, and says what stands there now', async () => {
		const organisationId = hub.network.alpha;
		await hub.as.admin.execute('accounts.changeOrganisation', { organisationId, name: 'Alpha am Hafen' });

		const { status, text } = await hub.as.admin.post(
			'/admin/organisation',
			formOf('accounts.changeOrganisation', {
				organisationId,
				'expected:json': JSON.stringify({ name: 'Alpha' }),
				name: 'Alpha am Markt',
			}),
		);

		expect(status).toBe(409);
		expect(text).toContain('Inzwischen steht hier: „Alpha am Hafen“');
		expect(text).toContain('value="Alpha am Markt"');
	});

	test('a setting that was changed meanwhile is a conflict on its page too', async () => {
		const change = (value: string, expected: string) =>
			hub.as.networkAdmin.post(
				'/admin/settings?organisation=*',
				formOf('settings.changeNetwork', { key: 'content.binDays', value, expected }),
			);

		expect((await change('30', '')).status).toBe(303);
		const { status, text } = await change('40', '');

		expect(status).toBe(409);
		expect(text).toContain('Derzeit gespeichert: 30');
		expect(text).toContain('value="40"');
	});

	test('a number that is too small is not called missing', async () => {
		const { text, status } = await hub.as.networkAdmin.post(
			'/admin/backups',
			formOf('backups.changePlan', { enabled: 'on', time: '02:30', daily: '0', weekly: '4', monthly: '6' }),
		);

		expect(status).toBe(422);
		expect(text).toContain('Mindestens: 1.');
		expect(text).not.toContain('Diese Angabe fehlt noch.');
	});

	test('the page of backups says what is typed to restore the newest one that was tried', async () => {
		await hub.as.networkAdmin.execute('backups.create', {});
		await hub.app.jobs.runDue();
		const { text } = await hub.as.networkAdmin.get('/admin/backups');

		const [backup] = await hub.app.backups.list();
		expect(text).toContain(`restore ${hub.app.config.backupFolder}/${backup?.name}</code>`);
	});

	test.each([
		['content.reviewMonths', '99'],
		['content.reviewMonths', 'zwölf'],
		['workbench.theme', '"><b>rosa</b>'],
	])('a value that the setting %s refuses, %j, is said at its field and still there', async (key, value) => {
		const organisationId = hub.network.alpha;
		const change = formOf('settings.changeOrganisation', { organisationId, key, value, expected: '' });

		const { status, text } = await hub.as.admin.post('/admin/settings', change);

		expect(status).toBe(422);
		expect(/<(?:input|select)[^>]*aria-invalid="true"|<fieldset[^>]*data-invalid/.test(text)).toBe(true);
		expect(text.includes('id="field-value-error"')).toBe(true);
		expect(text.includes('<b>rosa')).toBe(false);
		if (key !== 'workbench.theme') expect(text.includes(`value="${value}"`)).toBe(true);
	});

	test('shows its logo to everybody, without script in it, and takes no other file', async () => {
		const organisationId = hub.network.alpha;
		const send = async (bytes: Buffer) => {
			const form = new FormData();
			for (const [name, value] of Object.entries(formOf('accounts.setLogo', { organisationId })))
				form.set(name, value);
			form.set('image', new Blob([new Uint8Array(bytes)]), 'logo.png');
			const body = new Response(form);
			return hub.as.admin.send('POST', '/admin/organisation', {
				body: Buffer.from(await body.arrayBuffer()),
				headers: { 'content-type': body.headers.get('content-type') ?? '', origin: hub.url },
			});
		};
		const png = Buffer.from(
			'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
			'base64',
		);

		const stylesOf = async () =>
			/href="(\/organisations\.css[^"]*)"/.exec((await hub.as.reader.get('/')).text)?.[1] ?? '';
		const before = await stylesOf();
		expect((await send(png)).status).toBe(303);
		const after = await stylesOf();
		expect(after, 'is seen at once').not.toBe(before);
		expect((await hub.as.reader.get(after)).headers['cache-control']).toContain('max-age=31536000');
		const refused = await send(Buffer.from('<svg onload="alert(1)"></svg>'));
		const logo = await hub.as.anonymous.get('/organisations/alpha/logo');

		expect(refused.status).toBe(415);
		expect(refused.text).toContain('kein Bild in PNG, JPEG oder WebP');
		expect(logo.status).toBe(200);
		expect(logo.headers).toMatchObject({ 'content-type': 'image/png', 'x-content-type-options': 'nosniff' });
		expect(logo.headers['content-security-policy']).toContain('sandbox');
		expect((await hub.as.anonymous.get('/organisations/beta/logo')).status).toBe(404);
		expect((await hub.as.anonymous.get('/organisations/..%2falpha/logo')).status).toBe(404);
	});
});

describe('the pages of those who administer the network', () => {
	test('show a failed job with its error, as text', async () => {
		const { app } = hub;
		app.jobs.declare([{ id: 'test.fail', title: 'Scheitern', pluginId: null }], async () => undefined);
		app.jobs.register('test.fail', {
			input: { safeParse: () => ({ success: true, data: {} }), parse: () => ({}) } as never,
			run: async (run) => run.giveUp('<script>alert(1)</script>'),
		});
		const id = await app.jobs.enqueue('test.fail', {});
		await app.jobs.runDue();

		const { text } = await hub.as.networkAdmin.get('/admin/jobs?state=failed');
		const retried = await hub.as.networkAdmin.post('/admin/jobs', formOf('jobs.retry', { jobId: id }));

		expect(text).toContain('Scheitern');
		expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
		expect(retried.status).toBe(303);
		expect(await app.jobs.get(id)).toMatchObject({ state: 'waiting', attempt: 0 });
	});

	test('a problem stands on their home page, and on nobody else’s', async () => {
		await hub.app.jobs.enqueue('core.proveBackup', { name: 'x' }, { runAt: 1 });
		await hub.app.health.keep(false);

		expect((await hub.as.networkAdmin.get('/')).text).toContain('Zustand des Verbunds');
		expect((await hub.as.admin.get('/')).text).not.toContain('Zustand des Verbunds');
	});

	test('a handover works by a form without script, and keeps its choices when something is missing', async () => {
		const { network, seed, as, app } = hub;
		const { id } = await seed.item({ title: 'Dienstplan' });
		const { trainer, approver } = network.people;
		await as.admin.execute('content.setProperties', { itemId: id, responsiblePersonId: trainer });
		const path = `/admin/people/${trainer}/handover`;
		const send = (to: string) =>
			as.admin.post(
				path,
				formOf('accounts.handOver', {
					organisationId: network.alpha,
					personId: trainer,
					to,
					'items.0.itemId': id,
					'items.0.to': '',
					afterwards: 'stay',
				}),
			);

		const refused = await send('');
		const done = await send(`person:${approver}`);

		expect(refused.status).toBe(422);
		expect(refused.text).toContain('Bitte wählen, wer das übernimmt.');
		expect(refused.text).toMatch(/value="stay"[^>]*checked|checked[^>]*value="stay"/);
		expect(done.status).toBe(303);
		const row = await app.database.query
			.selectFrom('items')
			.select('responsible_person_id as person')
			.where('id', '=', id)
			.executeTakeFirstOrThrow();
		expect(row.person).toBe(approver);
	});
});
