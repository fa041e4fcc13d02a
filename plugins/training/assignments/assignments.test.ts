import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { find } from '../../../src/host/find/find.ts';
import { seedCourse } from '../../../test/harness/courses.ts';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';
import type { Who } from '../../../test/harness/test-network.ts';
import { eicar, startTestScanner, type TestScanner } from '../../../test/harness/virus-scanner.ts';
import type { Training } from '../training.ts';

let hub: TestApp;
let training: Training;
let scanner: TestScanner;
beforeAll(async () => {
	scanner = await startTestScanner();
	hub = await createTestApp({ virusScanner: scanner.address });
	training = await hub.app.host.use('training');
});
afterAll(() => scanner.stop());

interface Assignment {
	readonly courseId: string;
	readonly lessonId: string | undefined;
}

async function seedAssignment(...people: readonly Who[]): Promise<Assignment> {
	const { id: courseId, lessons } = await seedCourse(hub, { lessons: [], assignments: ['Formular'] });
	for (const who of people) await hub.as[who].execute('training.enrol', { courseId });
	return { courseId, lessonId: lessons[0] };
}

async function send(who: Who, assignment: Assignment, name: string, content = 'Ausgefüllt') {
	const { uploads } = hub.app.content.attachments;
	const bytes = Readable.from([Buffer.from(content)]);
	const { id: uploadId } = await uploads.receive(hub.network.people[who], name, bytes);
	return hub.as[who].execute('training.submitFile', { ...assignment, uploadId });
}

async function waiting({ courseId }: Assignment) {
	const [first] = await training.submissions.waiting(courseId);
	if (!first) throw new Error('Nothing waits.');
	return first;
}

async function open(who: Who, fileId: string): Promise<Response> {
	return training.submissions.file((await hub.as[who].visit()).actor, fileId, false);
}

function isKept(fileId: string): boolean {
	return existsSync(join(hub.app.config.dataFolder, 'files', fileId.slice(-2), fileId));
}

test('files and a text are handed in together, and the trainer’s answer is found with them', async () => {
	const assignment = await seedAssignment('reader');

	await send('reader', assignment, 'Formular ä.txt');
	await hub.as.reader.execute('training.submitAssignment', { ...assignment, text: 'Dazu noch dies' });
	await send('reader', assignment, 'Foto.txt');
	const { id: submissionId, files, text } = await waiting(assignment);
	await hub.as.trainer.execute('training.answerAssignment', {
		courseId: assignment.courseId,
		submissionId,
		verdict: 'accepted',
		feedback: 'Gut',
	});

	expect({ text, names: files.map(({ name }) => name) }).toEqual({
		text: 'Dazu noch dies',
		names: ['Formular ä.txt', 'Foto.txt'],
	});
	const own = await training.submissions.own(
		hub.network.people.reader,
		assignment.courseId,
		assignment.lessonId ?? '',
	);
	expect(own).toMatchObject([{ verdict: 'accepted', feedback: 'Gut', files: [{}, {}] }]);
});

test('a file is seen by whoever handed it in and by those who mark, and runs nowhere', async () => {
	const assignment = await seedAssignment('reader', 'author');
	await send('reader', assignment, 'seite.html', '<!doctype html><script>alert(1)</script>');
	const fileId = (await waiting(assignment)).files[0]?.id ?? '';

	for (const who of ['author', 'approver', 'foreignAdmin', 'foreignReader', 'stranger'] as const)
		await expect(open(who, fileId), who).rejects.toMatchObject({ code: 'request.notFound' });
	for (const who of ['reader', 'trainer'] as const) {
		const { headers } = await open(who, fileId);
		expect(headers.get('content-disposition')).toContain('attachment');
		expect(headers.get('content-security-policy')).toContain('sandbox');
	}
});

test('what is handed in is found by no search', async () => {
	const assignment = await seedAssignment('reader');
	await send('reader', assignment, 'Quastenflosser.txt', 'Quastenflosser im Text');
	await hub.app.jobs.runDue();

	for (const who of ['reader', 'trainer', 'networkAdmin'] as const) {
		const found = await find(hub.app, await hub.as[who].visit(), { text: 'Quastenflosser', limit: 10 });
		expect(found.hits).toEqual([]);
	}
});

test('a file can be taken back until it is answered, and its bytes go', async () => {
	const assignment = await seedAssignment('reader', 'author');
	await send('reader', assignment, 'Falsch.txt');
	const { files, id: submissionId } = await waiting(assignment);
	const fileId = files[0]?.id ?? '';
	expect(isKept(fileId)).toBe(true);
	const takingBack = (who: Who) => hub.as[who].execute('training.takeFileBack', { ...assignment, fileId });

	await expect(takingBack('author')).rejects.toMatchObject({ code: 'request.notFound' });
	await takingBack('reader');

	expect(await training.submissions.waiting(assignment.courseId)).toEqual([]);
	await expect.poll(() => isKept(fileId)).toBe(false);
	await expect(
		hub.as.trainer.execute('training.answerAssignment', {
			courseId: assignment.courseId,
			submissionId,
			verdict: 'accepted',
		}),
	).rejects.toMatchObject({ code: 'request.notFound' });
});

test('what was answered stays as it was answered', async () => {
	const assignment = await seedAssignment('reader');
	await send('reader', assignment, 'Blatt.txt');
	const { files, id: submissionId } = await waiting(assignment);
	const { courseId } = assignment;
	await hub.as.trainer.execute('training.answerAssignment', { courseId, submissionId, verdict: 'again' });

	const takingBack = hub.as.reader.execute('training.takeFileBack', {
		...assignment,
		fileId: files[0]?.id,
	});

	await expect(takingBack).rejects.toMatchObject({ code: 'request.notFound' });
	await send('reader', assignment, 'Zweites Blatt.txt');
	expect((await waiting(assignment)).files.map(({ name }) => name)).toEqual(['Zweites Blatt.txt']);
});

test('another’s upload, a virus, a program and one file too many are refused', async () => {
	const assignment = await seedAssignment('reader', 'author');
	const { uploads } = hub.app.content.attachments;
	const foreign = await uploads.receive(
		hub.network.people.author,
		'fremd.txt',
		Readable.from([Buffer.from('x')]),
	);

	await expect(
		hub.as.reader.execute('training.submitFile', { ...assignment, uploadId: foreign.id }),
	).rejects.toMatchObject({ code: 'request.notFound' });
	await expect(send('reader', assignment, 'virus.txt', eicar)).rejects.toMatchObject({
		code: 'files.infected',
	});
	await expect(send('reader', assignment, 'spiel.exe', 'MZ')).rejects.toMatchObject({
		code: 'files.typeRefused',
	});
	for (let number = 1; number <= 10; number++) await send('reader', assignment, `${number}.txt`);
	await expect(send('reader', assignment, 'elf.txt')).rejects.toMatchObject({
		reason: 'training.error.tooManyFiles',
	});
	expect((await waiting(assignment)).files).toHaveLength(10);
});

test('with a course that is gone for good the files go too', async () => {
	const assignment = await seedAssignment('reader');
	await send('reader', assignment, 'Blatt.txt');
	const fileId = (await waiting(assignment)).files[0]?.id ?? '';
	await hub.app.database.transaction((transaction) =>
		transaction.deleteFrom('items').where('id', '=', assignment.courseId).execute(),
	);

	await hub.app.jobs.runNow('training.sweepAssignments');
	await hub.app.jobs.runDue();

	await expect.poll(() => isKept(fileId)).toBe(false);
});
