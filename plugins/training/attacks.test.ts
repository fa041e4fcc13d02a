import { Readable } from 'node:stream';
import { beforeAll, describe, expect, test } from 'vitest';
import { packageOf } from '../../test/harness/course-package.ts';
import { seedCourse } from '../../test/harness/courses.ts';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import type { Training } from './training.ts';

let hub: TestApp;
let training: Training;
beforeAll(async () => {
	hub = await createTestApp({ plugins: ['training'] });
	training = await hub.app.host.use('training');
});

const choice = '## Darf das?\n- [ ] ja\n- [x] nein\n';
const free = '## Warum?\nAntwort: frei\n';

async function seedQuiz(questions: string, fields: Readonly<Record<string, unknown>> = {}): Promise<string> {
	const { id } = await hub.seed.item({ type: 'quiz', title: 'Quiz', fields: { questions, ...fields } });
	return id;
}

async function startQuiz(itemId: string, place: object = {}): Promise<string> {
	const { id } = await hub.as.reader.execute('training.startQuiz', { itemId, language: 'de', ...place });
	return String(id);
}

async function outline(courseId: string) {
	const { reader } = await hub.as.trainer.visit();
	return hub.app.content.open(reader, courseId);
}

describe('a lesson that a trainer takes out of the course', () => {
	test('takes no answers along that somebody is just handing in', async () => {
		const itemId = await seedQuiz(choice);
		const course = await seedCourse(hub, { lessons: ['Eins'], items: [itemId] });
		await hub.as.reader.execute('training.enrol', { courseId: course.id });
		const attemptId = await startQuiz(itemId, { courseId: course.id, lessonId: course.lessons[1] });
		const saved = await hub.as.trainer.execute('training.saveOutline', {
			courseId: course.id,
			expectedRevision: (await outline(course.id)).variants[0]?.publishedRevision,
			entries: [{ kind: 'lesson', id: course.lessons[0] }],
		});
		await hub.as.trainer.execute('training.publishCourse', {
			courseId: course.id,
			expectedRevision: saved['revision'],
		});

		const { reader } = await hub.as.reader.visit();
		const { questions } = await training.quizzes.openAttempt(reader, attemptId);
		const right = String(questions[0]?.entries.findIndex(({ html }) => html.includes('nein')));
		await hub.as.reader.execute('training.handInQuiz', { attemptId, answers: { 0: right } });

		expect(await training.quizzes.openAttempt(reader, attemptId)).toMatchObject({
			state: 'marked',
			percent: 100,
		});
	});
});

describe('an assignment', () => {
	async function handedIn() {
		const { id: courseId, lessons } = await seedCourse(hub, {
			lessons: ['Eins'],
			assignments: ['Schreiben'],
		});
		await hub.as.reader.execute('training.enrol', { courseId });
		await hub.as.reader.execute('training.submitAssignment', {
			courseId,
			lessonId: lessons[1],
			text: 'Mein Text',
		});
		const [waiting] = await training.submissions.waiting(courseId);
		return { courseId, submissionId: waiting?.id };
	}

	test('is answered also when its writer takes part no more, and completes nothing', async () => {
		const submission = await handedIn();
		await hub.as.reader.execute('training.leave', { courseId: submission.courseId });

		await hub.as.trainer.execute('training.answerAssignment', { ...submission, verdict: 'accepted' });

		expect(await training.submissions.waiting(submission.courseId)).toEqual([]);
	});

	test('of an earlier time completes no lesson of the present one', async () => {
		const { courseId, submissionId } = await handedIn();
		await hub.app.database.transaction((transaction) =>
			transaction
				.$extendTables<{ training_enrolments: { course_id: string; round: number } }>()
				.updateTable('training_enrolments')
				.set({ round: 2 })
				.where('course_id', '=', courseId)
				.execute(),
		);

		await hub.as.trainer.execute('training.answerAssignment', {
			courseId,
			submissionId,
			verdict: 'accepted',
		});

		const done = await hub.app.database.query
			.$extendTables<{ training_progress: { course_id: string; lesson_id: string } }>()
			.selectFrom('training_progress')
			.select('lesson_id')
			.where('course_id', '=', courseId)
			.execute();
		expect(done).toEqual([]);
	});
});

describe('a quiz with one attempt', () => {
	test('that is a lesson is not tried out beside the course, where its answers would be told', async () => {
		const itemId = await seedQuiz(choice, { attempts: 1 });
		await seedCourse(hub, { lessons: [], items: [itemId] });

		await expect(startQuiz(itemId)).rejects.toMatchObject({
			code: 'command.refused',
			reason: 'training.quiz.refused.inCourse',
		});
	});

	test('that is no lesson is taken where it stands', async () => {
		expect(await startQuiz(await seedQuiz(choice, { attempts: 1 }))).not.toBe('');
	});
});

test('nobody marks what they have written themselves', async () => {
	const itemId = await seedQuiz(free);
	const { id: attemptId } = await hub.as.trainer.execute('training.startQuiz', { itemId, language: 'de' });
	await hub.as.trainer.execute('training.handInQuiz', { attemptId, answers: { 0: 'Darum.' } });
	const { actor } = await hub.as.admin.visit();
	const { actor: own } = await hub.as.trainer.visit();
	const [waiting] = await training.quizzes.waitingAnswers(actor, 10);

	expect(waiting).toMatchObject({ attemptId });
	expect(await training.quizzes.waitingAnswers(own, 10)).toEqual([]);
	await expect(
		hub.as.trainer.execute('training.markAnswer', { attemptId, key: waiting?.key, points: 1 }),
	).rejects.toMatchObject({ code: 'command.refused' });
});

test('an item plays no package of another item, even for those who know its id', async () => {
	const parts = [{ id: 'A', title: 'Teil', href: 'a.html' }];
	const zip = await packageOf('1.2', parts, { 'a.html': '<p>Geheim</p>' });
	const { uploads } = hub.app.content.attachments;
	const { id: fileId } = await uploads.receive(hub.network.people.author, 'kurs.zip', Readable.from([zip]));
	await hub.as.author.execute('training.uploadPackage', {
		uploadId: fileId,
		organisationId: hub.network.alpha,
		language: 'de',
	});
	await hub.app.jobs.runDue();
	const other = await hub.seed.item({ type: 'scorm', title: 'Fremd', fields: { file: fileId } });

	expect(await training.packages.packageOf({ id: other.id, fields: { file: fileId } })).toBeNull();
});

test('the public check of a certificate says no more than validity, title, dates and initials', async () => {
	const course = await seedCourse(hub, { lessons: ['Eins'], fields: { certificate: true } });
	await hub.as.reader.execute('training.enrol', { courseId: course.id });
	await hub.as.reader.execute('training.completeLesson', {
		courseId: course.id,
		lessonId: course.lessons[0],
	});
	const [own] = await training.certificates.own(hub.network.people.reader);

	const verified = await training.certificates.verify(own?.number ?? '');

	expect(Object.keys(verified ?? {}).sort()).toEqual([
		'completedAt',
		'initials',
		'isValid',
		'language',
		'number',
		'title',
		'validUntil',
	]);
});

test('whoever leaves a course gives back their seats at its dates', async () => {
	const { id: courseId } = await seedCourse(hub);
	const { id: dateId } = await hub.as.trainer.execute('training.addDate', {
		courseId,
		startsAt: '2099-12-02T09:00',
		endsAt: '2099-12-02T12:00',
		online: 'https://treffen.example/geheim',
		capacity: 1,
	});
	for (const who of ['reader', 'author'] as const) {
		await hub.as[who].execute('training.enrol', { courseId });
		await hub.as[who].execute('training.takeSeat', { dateId });
	}

	await hub.as.reader.execute('training.leave', { courseId });

	const seats = await training.dates.seats(String(dateId));
	expect(seats.map(({ personId, state }) => [personId, state])).toEqual([
		[hub.network.people.author, 'registered'],
	]);
});
