import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import mammoth from 'mammoth';
import { beforeAll, describe, expect, test } from 'vitest';
import { paragraph, picture, wordFile } from '../harness/word-file.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';
import { readNotifications } from '../harness/notifications.ts';
import type { Who } from '../harness/test-network.ts';

let hub: TestHub;
beforeAll(async () => {
	hub = await startTestHub();
});

const questions = [
	{ name: 'clientName', label: 'Name der Person', kind: 'text' },
	{ name: 'kind', label: 'Art', kind: 'choice', choices: 'Neuantrag\nFolgeantrag' },
	{ name: 'amount', label: 'Betrag', kind: 'amount' },
	{ name: 'children', label: 'Kinder', kind: 'list', optional: true },
];
const body = [
	'## Zusage',
	'Von {{organisation.name}}, Telefon {{organisation.phone}}',
	'Guten Tag {{ask.clientName}}, Sie erhalten {{ask.amount}}.',
	'{{#if ask.kind = "Folgeantrag"}}Wie im letzten Jahr.{{/if}}',
	'{{#each ask.children}}\n- Kind {{item}}\n{{/each}}',
	'Frist: {{date + 14 days}}. Gruß, {{person.name}}',
].join('\n\n');

function seedTemplate(more: Parameters<TestHub['seed']['item']>[0] = {}) {
	return hub.seed.item({
		type: 'template',
		title: 'Kostenzusage',
		body,
		fields: { questions },
		audience: ['network'],
		...more,
	});
}

const answers = {
	_preview: '1',
	'ask.clientName': 'Erika Muster',
	'ask.kind': 'Folgeantrag',
	'ask.amount': '1.234,5',
	'ask.children': 'Mia\nBen',
	date: '2026-11-22',
};

/** Words of the Word file that the form gives. */
async function wordsFor(who: Who, url: string, fields: Readonly<Record<string, string>>): Promise<string> {
	const answer = await fetch(`${hub.url}${url}`, {
		method: 'POST',
		headers: { ...hub.as[who].headers, origin: hub.url },
		body: new URLSearchParams({ ...fields, as: 'word' }),
	});
	const { value } = await mammoth.extractRawText({ buffer: Buffer.from(await answer.arrayBuffer()) });
	return value;
}

describe('a template', () => {
	test.each([
		['author', 'Von Alpha, Telefon 0123 456'],
		['foreignReader', 'Von Beta, Telefon 0987 654'],
	] as const)('is filled for the organisation of the %s', async (who, words) => {
		const { url } = await seedTemplate();

		const { status, text } = await hub.as[who].get(url);

		expect(status).toBe(200);
		expect(text).toContain(words);
		expect(text).toContain('placeholder-missing">Name der Person<');
	});

	test('makes a page with what was typed, and keeps nothing of it', async () => {
		const { url } = await seedTemplate();
		const secret = 'Klientin-Kanarienvogel-4711';

		const shown = await hub.as.author.post(url, { ...answers, 'ask.clientName': secret, as: 'page' });
		const pdf = await hub.as.author.post(url, { ...answers, 'ask.clientName': secret, as: 'pdf' });

		expect(shown.status).toBe(200);
		expect(shown.text).toContain(`Guten Tag ${secret}, Sie erhalten 1.234,50\u00a0€.`);
		expect(shown.text).toContain('Wie im letzten Jahr.');
		expect(shown.text).toContain('<li>Kind Mia</li>');
		expect(shown.text).toContain('Frist: 6. Dezember 2026.');
		expect(pdf.headers['content-type']).toBe('application/pdf');
		expect(filesWith(secret)).toEqual([]);
	});

	test.each([
		['word', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'attachment'],
		['pdf', 'application/pdf', 'attachment'],
		['print', 'application/pdf', 'inline'],
	])('comes as %s', async (as, type, disposition) => {
		const { url, slug } = await seedTemplate();

		const { status, headers } = await hub.as.foreignReader.post(url, { ...answers, as });

		expect(status).toBe(200);
		expect(headers['content-type']).toBe(type);
		expect(headers['content-disposition']).toMatch(new RegExp(`^${disposition}; filename="${slug}-`));
		expect(headers['cache-control']).toContain('no-store');
	});

	test.each([
		['is missing', { 'ask.clientName': ' ' }, 'Diese Angabe fehlt noch.'],
		['is no number', { 'ask.amount': 'viel' }, 'Bitte eine Zahl'],
		['is no day', { date: '31.2.2026' }, 'Bitte ein Datum'],
		['is no choice', { 'ask.kind': 'Widerspruch' }, 'angebotenen Möglichkeiten'],
		['is too long', { 'ask.clientName': 'x'.repeat(5001) }, 'Das ist zu lang.'],
		['has too many lines', { 'ask.children': 'x\n'.repeat(101) }, 'zu viele Einträge'],
	])('gives no file while an answer %s, and keeps the others in the form', async (_, wrong, sentence) => {
		const { url } = await seedTemplate();

		const { headers, text } = await hub.as.author.post(url, { ...answers, ...wrong, as: 'word' });

		expect(headers['content-type']).toContain('text/html');
		expect(text).toContain(sentence);
		expect(text).toContain('Es gibt noch keine Datei.');
		expect(text).toContain('1.234,5');
	});

	test('asks for what the organisation has not entered, for this once', async () => {
		const { url } = await seedTemplate({ body: 'Konto: {{organisation.bank}}', fields: {} });

		const empty = await hub.as.reader.post(url, { _preview: '1', as: 'word' });
		const given = await wordsFor('reader', url, { _preview: '1', 'organisation.bank': 'Sparkasse' });

		expect(empty.text).toContain('Das hat Ihre Einrichtung noch nicht eingetragen');
		expect(given).toContain('Konto: Sparkasse');
	});

	test.each(['{{organisation.letterhead}}', '{{constructor.name}}', '{{organisation.sites}}'])(
		'gives no file with a gap for %s, and asks for what is to stand there',
		async (mark) => {
			const { url } = await seedTemplate({ body: `Oben: ${mark}`, fields: {} });

			const empty = await hub.as.reader.post(url, { _preview: '1', as: 'word' });
			const given = await wordsFor('reader', url, { _preview: '1', [mark.slice(2, -2)]: 'Lebenswege' });

			expect(empty.headers['content-type']).toContain('text/html');
			expect(empty.text).toContain('Eine Angabe fehlt');
			expect(given).toContain('Oben: Lebenswege');
		},
	);

	test('takes no value in place of one that the organisation has', async () => {
		const { url } = await seedTemplate({ body: '{{organisation.phone}} {{person.name}}', fields: {} });

		const { text } = await hub.as.reader.post(url, {
			_preview: '1',
			'organisation.phone': 'untergeschoben',
			'person.name': 'Jemand anderes',
			as: 'page',
		});

		expect(text).toContain('0123 456');
		expect(text).not.toContain('untergeschoben');
		expect(text).not.toContain('Jemand anderes');
	});

	test('for a name whose letters the PDF cannot show says so, keeps the form, and comes as Word', async () => {
		const { url } = await seedTemplate();
		const arabic = { ...answers, 'ask.clientName': 'فاطمة' };

		const pdf = await hub.as.author.post(url, { ...arabic, as: 'pdf' });
		const ukrainian = await hub.as.author.post(url, { ...answers, 'ask.clientName': 'Олена', as: 'pdf' });

		expect(pdf.text).toContain('Die Datei lässt sich nicht erstellen');
		expect(pdf.text).toContain('value="فاطمة"');
		expect(ukrainian.headers['content-type']).toBe('application/pdf');
		expect(await wordsFor('author', url, arabic)).toContain('Guten Tag فاطمة');
	});

	test.each(['<script>alert(1)</script>', '{{organisation.phone}}', '[x](javascript:alert(1))', '**fett**'])(
		'takes %s as text',
		async (hostile) => {
			const { url } = await seedTemplate();

			const page = await hub.as.author.post(url, { ...answers, 'ask.clientName': hostile, as: 'page' });
			const word = await wordsFor('author', url, { ...answers, 'ask.clientName': hostile });
			const escaped = hostile.replaceAll('<', '&lt;').replaceAll('>', '&gt;');

			expect(page.text).toContain(`Guten Tag ${escaped},`);
			expect(page.text).not.toContain('Guten Tag <');
			expect(word).toContain(`Guten Tag ${hostile},`);
		},
	);

	test('that somebody may not read is not there, for the form as for the page', async () => {
		const { url } = await seedTemplate({ audience: ['own'] });

		await expect(hub.as.foreignReader.get(url)).resolves.toMatchObject({ status: 404 });
		await expect(hub.as.foreignReader.post(url, { ...answers, as: 'pdf' })).resolves.toMatchObject({
			status: 404,
		});
	});

	test('of another site’s form is refused', async () => {
		const { url } = await seedTemplate();

		const { status } = await hub.as.author.post(
			url,
			{ ...answers, as: 'pdf' },
			{ 'sec-fetch-site': 'cross-site' },
		);

		expect(status).toBe(403);
	});
});

describe('a Word file as a template', () => {
	async function send(file: Buffer): Promise<string> {
		const { uploads } = hub.app.content.attachments;
		return (await uploads.receive(hub.network.people.author, 'Vordruck_A.docx', chunks(file))).id;
	}

	async function upload(file: Buffer): Promise<string> {
		const { id } = await hub.as.author.execute('templates.upload', {
			uploadId: await send(file),
			organisationId: hub.network.alpha,
			language: 'de',
		});
		return String(id);
	}

	async function fieldsOf(itemId: string) {
		const { reader } = await hub.as.author.visit();
		return (await hub.app.content.openVariant(reader, itemId, 'de'))?.fields ?? {};
	}

	/** Answers its address. */
	async function publish(itemId: string, audience = ['network']): Promise<string> {
		await hub.as.author.execute('content.publish', { itemId, language: 'de', revision: 1, audience });
		return (await hub.as.author.get(`/i/${itemId}`)).headers['location'] ?? '';
	}

	test('is filled for a partner, shown and downloaded', async () => {
		const id = await upload(
			await wordFile(paragraph('{{organisation.name}} an {{ask.clientName}}, bis {{date + 1 month}}')),
		);
		const url = await publish(id);

		const page = await hub.as.foreignReader.get(url);
		const word = await wordsFor('foreignReader', url, {
			_preview: '1',
			'ask.clientName': 'Erika <Muster>',
			date: '2026-01-31',
		});

		expect(page.text).toContain(
			'<span class="placeholder-value">Beta</span> an <span class="placeholder-missing">Client Name</span>',
		);
		expect(page.text).toContain('name="ask.clientName"');
		expect(word).toContain('Beta an Erika <Muster>, bis 28. Februar 2026');
	});

	test('is found by its words, and shown there without its placeholders', async () => {
		await publish(await upload(await wordFile(paragraph('Mondscheinzulage für {{ask.clientName}} ab Mai'))));
		await hub.app.jobs.runDue();

		const { text } = await hub.as.reader.get('/search?q=Mondscheinzulage');

		expect(text).toContain('</mark> für … ab Mai');
	});

	test('brings its questions along, and another file brings what is new beside those that are described', async () => {
		const id = await upload(
			await wordFile(
				paragraph('Name der Person: {{ask.clientName}}') + paragraph('seit {{ask.begin + 1 day}}'),
			),
		);
		const uploaded = await fieldsOf(id);
		const { revision } = await hub.as.author.execute('content.saveDraft', {
			itemId: id,
			language: 'de',
			expectedRevision: 1,
			title: 'Vordruck A',
			body: '',
			fields: {
				...uploaded,
				questions: [{ name: 'clientName', label: 'Wer?', kind: 'lines' }],
			},
		});
		await hub.as.author.execute('templates.replaceFile', {
			uploadId: await send(await wordFile(paragraph('{{ask.clientName}} Betrag: {{ask.grantedAmount}}'))),
			itemId: id,
			language: 'de',
			expectedRevision: revision,
		});

		expect(uploaded['questions']).toMatchObject([
			{ name: 'clientName', label: 'Name der Person', kind: 'text' },
			{ name: 'begin', label: 'Begin', kind: 'date' },
		]);
		expect((await fieldsOf(id))['questions']).toMatchObject([
			{ name: 'clientName', label: 'Wer?', kind: 'lines' },
			{ name: 'grantedAmount', label: 'Betrag', kind: 'amount' },
		]);
	});

	test('shows partners what another file says otherwise, and nothing of files elsewhere', async () => {
		const secret = await upload(await wordFile(paragraph('Geheimer Kanarienvogel')));
		const id = await upload(await wordFile(paragraph('Antwort bis {{date + 14 days}}')));
		await publish(id);
		const saveDraft = async (expectedRevision: number, file: unknown) => {
			const draft = { itemId: id, language: 'de', expectedRevision, title: 'Vordruck A', body: '' };
			const fields = { file: String(file) };
			const { revision } = await hub.as.author.execute('content.saveDraft', { ...draft, fields });
			await hub.as.author.execute('content.publish', { itemId: id, language: 'de', revision });
		};
		await hub.as.author.execute('templates.replaceFile', {
			uploadId: await send(await wordFile(paragraph('Antwort bis {{date + 28 days}}'))),
			itemId: id,
			language: 'de',
			expectedRevision: 1,
		});
		await hub.as.author.execute('content.publish', { itemId: id, language: 'de', revision: 2 });
		await hub.app.jobs.runDue();

		const changes = await hub.as.foreignReader.get(`/content/${id}/changes?from=1&language=de`);
		await saveDraft(2, (await fieldsOf(secret))['file']);
		const hostile = await hub.as.author.get(`/content/${id}/changes?from=1&language=de`);

		expect(changes.text).toMatch(/>14<[^]*>28</);
		expect(changes.text).toContain('Vordruck_A.docx');
		expect(hostile.status).toBe(200);
		expect(hostile.text).not.toContain('Kanarienvogel');
	});

	test('without a letterhead is asked for what is to stand there, never made with a gap', async () => {
		const id = await upload(await wordFile(paragraph('{{organisation.letterhead}} Guten Tag')));
		const url = await publish(id);

		const empty = await hub.as.foreignReader.post(url, { _preview: '1', as: 'word' });
		const given = await wordsFor('foreignReader', url, {
			_preview: '1',
			'organisation.letterhead': 'Beta e. V.',
		});

		expect(empty.text).toContain('Eine Angabe fehlt');
		expect(empty.text).toContain('Fehlt: Briefkopf');
		expect(given).toContain('Beta e. V. Guten Tag');
	});

	test('shows its pictures to those who may read it, and to nobody else', async () => {
		const id = await upload(await wordFile(paragraph(picture('Plan'))));
		const { text } = await hub.as.author.get(await publish(id, ['own']));
		const [, address = ''] = /src="(\/templates\/pictures\/[^"]+)"/.exec(text) ?? [];

		const [own, foreign, unknown] = await Promise.all([
			hub.as.reader.get(address),
			hub.as.foreignReader.get(address),
			hub.as.reader.get(address.replace(/[0-9a-f]{32}$/, '../../secret')),
		]);

		expect(own.headers['content-type']).toBe('image/png');
		expect([own.status, foreign.status, unknown.status]).toEqual([200, 404, 404]);
	});

	test('with macros never becomes one', async () => {
		const { default: PizZip } = await import('pizzip');
		const zip = new PizZip(await wordFile(paragraph('Text')));
		zip.file('word/vbaProject.bin', 'x');

		const uploading = upload(zip.generate({ type: 'nodebuffer' }));

		await expect(uploading).rejects.toMatchObject({ code: 'paper.macros' });
	});
});

describe('an organisation that works with a template', () => {
	const change = async (id: string, words: string) => {
		const { revision } = await hub.as.author.execute('content.saveDraft', {
			itemId: id,
			language: 'de',
			expectedRevision: 1,
			title: 'Kostenzusage',
			body: words,
			fields: { questions },
		});
		await hub.as.author.execute('content.publish', { itemId: id, language: 'de', revision, major: true });
	};

	test('is told when it changes, and sees what; others are not told', async () => {
		const gamma = await hub.app.accounts.organisations.create({ name: 'Gamma' });
		const personId = hub.network.people.stranger;
		await hub.app.accounts.people.addMembership(personId, gamma.id, ['admin']);
		const { id, url } = await seedTemplate({ title: 'Geänderter Vordruck' });
		await hub.as.foreignAdmin.execute('templates.take', { itemId: id, organisationId: hub.network.beta });
		await hub.as.stranger.execute('templates.take', { itemId: id, organisationId: gamma.id });
		await hub.as.foreignReader.post(url, { ...answers, as: 'pdf' });

		await change(id, 'Ein ganz anderer Satz. {{ask.clientName}}');
		await hub.app.jobs.runDue();

		const told = async (who: Who) =>
			(await readNotifications(hub, who)).filter(({ kind }) => kind === 'templates.changed').length;
		expect(await Promise.all([told('foreignReader'), told('stranger'), told('reader')])).toEqual([1, 1, 0]);
		const page = await hub.as.foreignReader.get(url);
		expect(page.text).toContain('Dieser Vordruck hat sich geändert');
		const changes = await hub.as.foreignReader.get(`/content/${id}/changes?from=1&language=de`);
		expect(changes.text).toContain('Ein ganz anderer Satz.');
		expect((await hub.as.reader.get(url)).text).not.toContain('Dieser Vordruck hat sich geändert');
	});

	test('has its users told if and only if it has changed', async () => {
		const { id } = await seedTemplate({ title: 'Zurückgenommener Vordruck' });
		const { database } = hub.app;
		const inLine = async () => {
			const jobs = database.query.selectFrom('jobs').select('input').where('type', '=', 'templates.tell');
			return (await jobs.execute()).filter(({ input }) => input.includes(id)).length;
		};
		const before = await inLine();

		const changing = database.transaction(async () => {
			await change(id, 'Noch ein Satz. {{ask.clientName}}');
			expect(await inLine()).toBe(before + 1);
			throw new Error('taken back');
		});

		await expect(changing).rejects.toThrow('taken back');
		expect(await inLine()).toBe(before);
	});

	test('stands in the owner’s list with its versions, without people, and in nobody else’s', async () => {
		const { id, url } = await seedTemplate({ title: 'Liste' });
		await hub.as.foreignAdmin.execute('templates.take', { itemId: id, organisationId: hub.network.beta });
		await hub.as.foreignReader.post(url, { ...answers, as: 'word' });
		await change(id, 'Neu');

		const owner = await hub.as.author.get(`/templates/manage/${id}/uses`);
		const partner = await hub.as.foreignAdmin.get(`/templates/manage/${id}/uses`);

		expect(owner.text).toMatch(/Beta[^]*Version 1 \(älter\)[^]*Version 1 \(älter\), /);
		expect(owner.text).not.toMatch(/foreign(?:Reader|Admin)/i);
		expect(partner.status).toBe(404);
	});

	test('has seen a change when it says so', async () => {
		const { id, url } = await seedTemplate({ title: 'Gesehen' });
		const of = { itemId: id, organisationId: hub.network.beta };
		await hub.as.foreignAdmin.execute('templates.take', of);
		await change(id, 'Neu');

		await hub.as.foreignAdmin.execute('templates.noteChange', { ...of, revision: 2 });

		expect((await hub.as.foreignReader.get(url)).text).not.toContain('Dieser Vordruck hat sich geändert');
	});

	test.each(['reader', 'foreignReader', 'author'] as const)('is not chosen for by a %s', async (who) => {
		const { id } = await seedTemplate();

		const taking = hub.as[who].execute('templates.take', { itemId: id, organisationId: hub.network.beta });

		await expect(taking).rejects.toThrow(/access\.denied|request\.notFound/);
	});

	test('cannot take what it may not read', async () => {
		const { id } = await seedTemplate({ audience: ['own'] });

		const taking = hub.as.foreignAdmin.execute('templates.take', {
			itemId: id,
			organisationId: hub.network.beta,
		});

		await expect(taking).rejects.toMatchObject({ code: 'request.notFound' });
	});
});

describe('what has changed', () => {
	test('is told of versions that readers had, and of no draft', async () => {
		const { id } = await seedTemplate({ title: 'Fassungen' });
		const draft = { itemId: id, language: 'de', title: 'Fassungen', fields: {} };
		await hub.as.author.execute('content.saveDraft', {
			...draft,
			expectedRevision: 1,
			body: 'Geheimer Entwurf',
		});
		const { revision } = await hub.as.author.execute('content.saveDraft', {
			...draft,
			expectedRevision: 2,
			body: 'Neuer Satz',
		});
		await hub.as.author.execute('content.publish', { itemId: id, language: 'de', revision });

		const published = await hub.as.foreignReader.get(`/content/${id}/changes?from=1`);
		const unpublished = await hub.as.foreignReader.get(`/content/${id}/changes?from=2`);

		expect(published.text).toContain('Neuer Satz');
		expect(published.text).not.toContain('Geheimer Entwurf');
		expect(unpublished.status).toBe(404);
	});

	test('of what somebody may not read is not there', async () => {
		const { id } = await seedTemplate({ audience: ['own'] });

		await expect(hub.as.foreignReader.get(`/content/${id}/changes?from=1`)).resolves.toMatchObject({
			status: 404,
		});
	});
});

function filesWith(words: string): readonly string[] {
	const folder = hub.app.config.dataFolder;
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => join(parentPath, name))
		.filter((path) => readFileSync(path).includes(words));
}

async function* chunks(bytes: Buffer): AsyncGenerator<Uint8Array> {
	yield bytes;
}
