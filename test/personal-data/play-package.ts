import { Readable } from 'node:stream';
import { packageOf, scoPage } from '../harness/course-package.ts';
import { seedCourse } from '../harness/courses.ts';
import type { Client, TestHub } from '../harness/test-hub.ts';
import { zipOf } from '../harness/zip-file.ts';

interface Learner {
	readonly client: Client;
	readonly id: string;
	readonly run: (command: string, input: unknown) => Promise<Readonly<Record<string, unknown>>>;
	readonly text: (what: string) => string;
}

/** What a course package remembers of a person, what is recorded of that, and a file that they wanted a course of. */
export async function playPackage(hub: TestHub, { client, id, run, text }: Learner): Promise<void> {
	const { alpha, people } = hub.network;
	const send = async (personId: string, name: string, bytes: Buffer) => {
		const { uploads } = hub.app.content.attachments;
		return (await uploads.receive(personId, name, Readable.from([bytes]))).id;
	};
	const parts = [{ id: 'A', title: 'Teil', href: 'a.html' }];
	const made = await hub.as.trainer.execute('training.uploadPackage', {
		uploadId: await send(
			people.trainer,
			'kurs.zip',
			await packageOf('1.2', parts, { 'a.html': scoPage('') }),
		),
		organisationId: alpha,
		language: 'de',
		publish: true,
	});
	await hub.app.jobs.runDue();
	const itemId = String(made['id']);
	const course = await seedCourse(hub, { title: 'Mit Lernpaket', items: [itemId] });
	await hub.app.settings.change('organisation', alpha, 'training.keepStatements', true);
	await run('training.enrol', { courseId: course.id });
	const player = await client.get(
		`/training/packages/${itemId}?course=${course.id}&lesson=${course.lessons.at(-1) ?? ''}`,
	);
	const launch = /data-token="([^"]+)"/.exec(player.text)?.[1] ?? '';
	await run('training.keepPackageResult', { launch, values: { 'cmi.suspend_data': text('Merkzettel') } });

	await run('training.readCourseFile', {
		uploadId: await send(id, `${text('Datei')}.zip`, await zipOf({ 'a.md': '# A' })),
		organisationId: alpha,
		language: 'de',
	});
}
