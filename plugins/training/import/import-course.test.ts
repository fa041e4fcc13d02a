import { Readable } from 'node:stream';
import { beforeAll, describe, expect, test } from 'vitest';
import { presentationFile } from '../../../test/harness/presentation-file.ts';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';
import type { Who } from '../../../test/harness/test-network.ts';
import { onePixel, zipOf } from '../../../test/harness/zip-file.ts';

let hub: TestApp;
beforeAll(async () => {
	hub = await createTestApp();
});

async function read(name: string, bytes: Buffer, who: Who = 'trainer'): Promise<string> {
	const upload = await hub.app.content.attachments.uploads.receive(
		hub.network.people[who],
		name,
		Readable.from([bytes]),
	);
	const { id = '' } = await hub.as[who].execute('training.readCourseFile', {
		uploadId: upload.id,
		organisationId: hub.network.alpha,
		language: 'de',
	});
	await hub.app.jobs.runDue();
	return id;
}

async function open(id: string, who: Who = 'trainer') {
	const { imports } = await hub.app.host.use('training');
	return imports.open((await hub.as[who].visit()).actor, id);
}

test('a presentation is shown as what it would become, and becomes a course of drafts that only its trainers see', async () => {
	const bytes = await presentationFile([
		{
			title: 'Was sind Daten?',
			lines: [
				['Namen', 0],
				['Adressen', 0],
			],
			picture: 'Ein Schrank',
		},
		{ title: 'Was tun?', notes: 'Fragen sammeln.' },
	]);
	const id = await read('Datenschutz.pptx', bytes);
	expect(await open(id)).toMatchObject({
		state: 'ready',
		title: 'Datenschutz',
		plan: { lessons: [{ title: 'Was sind Daten?', pictures: 1 }, { title: 'Was tun?' }] },
	});

	await hub.as.trainer.execute('training.importCourse', { importId: id, title: 'Datenschutz im Alltag' });
	await hub.app.jobs.runDue();

	const { state, courseId } = await open(id);
	expect(state).toBe('done');
	const training = await hub.app.host.use('training');
	const { reader } = await hub.as.trainer.visit();
	const draft = await training.drafts.open(reader, courseId ?? '');
	const lessons = draft.rows.flatMap((row) => (row.kind === 'lesson' ? [draft.lessons.get(row.item)] : []));
	expect(draft.text.title).toBe('Datenschutz im Alltag');
	expect(lessons.map((lesson) => [lesson?.title, lesson?.isPublished])).toEqual([
		['Was sind Daten?', false],
		['Was tun?', false],
	]);
	const text = await hub.app.content.openVariant(reader, lessons[0]?.itemId ?? '', 'de');
	expect(text?.body).toMatch(/!\[Ein Schrank\]\(\/files\//);
	const learner = await hub.as.reader.visit();
	await expect(hub.app.content.read(learner.reader, { id: courseId ?? '' })).rejects.toMatchObject({
		code: 'request.notFound',
	});
});

test('folders of a Markdown archive become sections, and what could not be taken is named', async () => {
	const id = await read(
		'Hygiene.zip',
		await zipOf({
			'01-Grundlagen/haende.md': '# Hände\n\n[Weg](fehlt.md)',
			'02-Küche/kuehlen.md': '# Kühlen\n\nBei 7 °C.',
			'lose.png': onePixel,
		}),
	);

	const { plan } = await open(id);
	expect(plan.notes).toMatchObject([{ note: { code: 'brokenLink' } }]);
	expect(plan.leftOut).toMatchObject([{ path: 'lose.png', note: { code: 'notReferenced' } }]);
	await hub.as.trainer.execute('training.importCourse', { importId: id, title: 'Hygiene' });
	await hub.app.jobs.runDue();

	const { courseId } = await open(id);
	const training = await hub.app.host.use('training');
	const { rows } = await training.drafts.open((await hub.as.trainer.visit()).reader, courseId ?? '');
	expect(rows.map((row) => (row.kind === 'section' ? row.title : row.kind))).toEqual([
		'Grundlagen',
		'lesson',
		'Küche',
		'lesson',
	]);
});

describe('a file that is none', () => {
	test('is told in words, and nothing comes of it', async () => {
		const id = await read('Kaputt.pptx', await zipOf({ 'a.txt': 'x' }));

		expect(await open(id)).toMatchObject({
			state: 'failed',
			reason: 'training.refused.presentationUnreadable',
			courseId: null,
		});
	});

	test('of a kind that is not read is refused before anything is done', async () => {
		await expect(read('Tabelle.csv', Buffer.from('a;b'))).rejects.toMatchObject({ code: 'command.refused' });
	});
});

test('an import is its own person’s, and made only by those who may teach there', async () => {
	const id = await read('Kurs.zip', await zipOf({ 'a.md': '# A\n\nText' }));

	await expect(open(id, 'admin')).rejects.toMatchObject({ code: 'request.notFound' });
	await expect(
		hub.as.admin.execute('training.importCourse', { importId: id, title: 'X' }),
	).rejects.toMatchObject({ code: 'request.notFound' });
	await expect(read('Kurs.zip', await zipOf({ 'a.md': '# A' }), 'author')).rejects.toMatchObject({
		code: 'access.denied',
	});
});
