import { beforeAll, expect, test } from 'vitest';
import { seedCourse } from '../../../test/harness/courses.ts';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';
import type { Training } from '../training.ts';

let hub: TestApp;
let training: Training;
beforeAll(async () => {
	hub = await createTestApp({ plugins: ['training', 'procedures'] });
	training = await hub.app.host.use('training');
});

const make = async (title: string, template = 'empty') => {
	const { id } = await hub.as.trainer.execute('training.createCourse', {
		...{ organisationId: hub.network.alpha, title, template },
	});
	return String(id);
};
const openDraft = async (courseId: string) =>
	training.drafts.open((await hub.as.trainer.visit()).reader, courseId);
const publish = async (courseId: string, audience: readonly string[] = ['own']) => {
	const { revision: expectedRevision } = await openDraft(courseId);
	const input = { courseId, expectedRevision, audience, major: true };
	await hub.as.admin.execute('training.publishCourse', input);
};
const markOf = async (courseId: string) => (await training.participants.rulesAndTargets(courseId)).rules.mark;
const audienceOf = async (itemId: string) =>
	(await hub.app.content.open((await hub.as.admin.visit()).reader, itemId)).audience;

test('how one takes part is said before a course is published, and holds from its first minute', async () => {
	const courseId = await make('Erste Hilfe', 'briefing');
	const rules = { courseId, expectedVersion: await markOf(courseId), enrolment: 'approval', capacity: 12 };

	await hub.as.trainer.execute('training.setRules', rules);
	await publish(courseId);

	const { state } = await hub.as.reader.execute('training.enrol', { courseId });
	expect(state).toBe('requested');
	expect((await training.participants.rulesAndTargets(courseId)).rules).toMatchObject({ capacity: 12 });
	await expect(hub.as.trainer.execute('training.setRules', rules)).rejects.toMatchObject({
		code: 'command.changedMeanwhile',
	});
});

test('nobody enters a course that is not published, whatever its rules say', async () => {
	const courseId = await make('Noch nicht', 'briefing');
	const expectedVersion = await markOf(courseId);
	await hub.as.trainer.execute('training.setRules', { courseId, expectedVersion, enrolment: 'open' });

	const enrolling = hub.as.reader.execute('training.enrol', { courseId });

	await expect(enrolling).rejects.toMatchObject({ code: 'request.notFound' });
});

test('a date completes its lesson, also if both were there before the course was published', async () => {
	const courseId = await make('Seminar', 'workshop');
	const { actor } = await hub.as.trainer.visit();
	const [lesson] = await training.taught.attendanceLessons(await training.requireTeacher(actor, courseId));

	const { id: dateId } = await hub.as.trainer.execute('training.addDate', {
		...{ courseId, startsAt: '2099-05-03T09:00', endsAt: '2099-05-03T12:00', lessonId: lesson?.id },
	});
	await publish(courseId);

	const found = await hub.app.database.query
		.selectFrom('items')
		.select('slug')
		.where('id', '=', courseId)
		.executeTakeFirstOrThrow();
	const { reader } = await hub.as.reader.visit();
	const course = await training.courses.open(reader, 'alpha', found.slug);
	expect(course.dates).toMatchObject([{ id: dateId, lessonId: lesson?.id }]);
	expect(course.lessons.map(({ id }) => id)).toContain(lesson?.id);
});

test('a quiz that was made for a course goes online with it, for the same people', async () => {
	const courseId = await make('Mit Fragen');
	const { id } = await hub.as.trainer.execute('training.createQuiz', {
		...{ organisationId: hub.network.alpha, language: 'de', title: 'Fragen', courseId },
	});

	await publish(courseId, ['network']);

	const { reader } = await hub.as.foreignReader.visit();
	expect(await hub.app.content.read(reader, { id: String(id) })).toMatchObject({ title: 'Fragen' });
});

test('who publishes is shown what is not written yet, and under the name that it has by now', async () => {
	const courseId = await make('Halb fertig');
	const add = async (title: string, task = 'read') => {
		const { revision: expectedRevision, rows } = await openDraft(courseId);
		const entries = rows.map(({ kind, id }) => ({ kind, id }));
		const saved = await hub.as.trainer.execute('training.saveOutline', {
			...{ courseId, expectedRevision, entries, lesson: { title, task } },
		});
		return String(saved['itemId']);
	};
	const unfinished = async () =>
		[...(await openDraft(courseId)).lessons.values()]
			.filter(({ isUnfinished }) => isUnfinished)
			.map(({ title, task }) => [title, task]);
	const written = await add('Geschrieben');
	await add('Leer');
	await add('Aufgabe ohne Text', 'text');
	await add('Übung', 'attendance');
	const { id: quiz } = await hub.as.trainer.execute('training.createQuiz', {
		...{ organisationId: hub.network.alpha, language: 'en', title: 'Beispiele', courseId },
	});
	const save = (
		itemId: string,
		text: { readonly title: string; readonly body: string; readonly fields?: object },
	) =>
		hub.as.trainer.execute('content.saveDraft', {
			...{ itemId, language: 'de', expectedRevision: 1, summary: '', fields: {}, ...text },
		});

	await save(written, { title: 'Geschrieben, umbenannt', body: 'Ein Text.' });
	const before = await unfinished();
	await hub.as.trainer.execute('content.saveDraft', {
		...{ itemId: quiz, language: 'en', expectedRevision: 1, title: 'Echte Fragen', summary: '', body: '' },
		fields: { questions: '## Wer hilft?\n\n- [x] Sie\n- [ ] Niemand' },
	});

	expect(before).toEqual([
		['Leer', null],
		['Aufgabe ohne Text', 'text'],
		['Beispiele', null],
	]);
	expect(await unfinished()).toHaveLength(2);
	const titles = [...(await openDraft(courseId)).lessons.values()].map(({ title }) => title);
	expect(titles).toContain('Geschrieben, umbenannt');
	const { reader } = await hub.as.trainer.visit();
	const shown = await training.taught.shownIn(await hub.app.content.open(reader, written));
	expect(shown).toEqual([{ id: courseId, title: 'Halb fertig' }]);
	const begun = async (who: 'trainer' | 'reader' | 'foreignReader') =>
		(await training.taught.begun((await hub.as[who].visit()).actor)).map(({ id }) => id);
	expect(await begun('trainer')).toContain(courseId);
	expect([...(await begun('reader')), ...(await begun('foreignReader'))]).toEqual([]);
});

test('a quiz that stands by itself too keeps the readers that it did not get from the course', async () => {
	const quiz = await hub.seed.item({ type: 'quiz', audience: ['network'] });
	const courseId = await make('Später gefragt');
	const { revision: expectedRevision } = await openDraft(courseId);
	await hub.as.trainer.execute('training.addLesson', { courseId, expectedRevision, itemId: quiz.id });

	await publish(courseId, ['own']);

	expect(await audienceOf(quiz.id)).toContain('network');
	expect(await audienceOf(courseId)).toEqual([`organisation:${hub.network.alpha}`]);
});

test('a course that is shown to fewer takes its lessons along', async () => {
	const courseId = await make('Erst alle, dann wir', 'briefing');
	await publish(courseId, ['network']);
	const [lesson] = [...(await openDraft(courseId)).lessons.values()];

	await publish(courseId, ['own']);

	expect(await audienceOf(lesson?.itemId ?? '')).toEqual([`organisation:${hub.network.alpha}`]);
});

test('a course that is required by its slug stays required when another one is added', async () => {
	const first = await seedCourse(hub, { title: 'Grundkurs' });
	const second = await seedCourse(hub, { title: 'Aufbaukurs' });
	const reference = first.url.replace('/courses/alpha/', 'course/');
	const third = await seedCourse(hub, {
		title: 'Meisterkurs',
		fields: { prerequisites: [`item:${reference}`] },
	});
	const { actor, reader } = await hub.as.trainer.visit();
	const { revision: expectedRevision, prerequisites } = await training.requireTeacher(actor, third.id);

	await hub.as.trainer.execute('training.setPrerequisites', {
		...{ courseId: third.id, expectedRevision, prerequisites: [...prerequisites, second.id] },
	});

	const required = await training.taught.required(reader, await training.requireTeacher(actor, third.id));
	expect(required).toMatchObject([{ title: 'Grundkurs', reference }, { title: 'Aufbaukurs' }]);
});
