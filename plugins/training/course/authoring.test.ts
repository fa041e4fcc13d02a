import { beforeAll, describe, expect, test } from 'vitest';
import { seedCourse } from '../../../test/harness/courses.ts';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';
import type { Training } from '../training.ts';
import { applyAct, toRows, withLesson, withRows, type OutlineRow } from './outline.ts';

let hub: TestApp;
let training: Training;
beforeAll(async () => {
	hub = await createTestApp({ plugins: ['training', 'procedures'] });
	training = await hub.app.host.use('training');
});

const section = (id: string): OutlineRow => ({ kind: 'section', id, title: id.toUpperCase() });
const lesson = (id: string): OutlineRow => ({ kind: 'lesson', id, item: `item:${id}`, minutes: null });
const idsOf = (rows: readonly OutlineRow[]) => rows.map(({ id }) => id).join(' ');

describe('an outline', () => {
	const rows = [lesson('a'), section('s'), lesson('b'), section('t'), lesson('c')];

	test('is stored and read again as the same lines', () => {
		expect(toRows(withRows({}, rows))).toEqual(rows);
	});

	test('keeps what it does not know of', () => {
		expect(withRows({ certificate: true }, rows)).toMatchObject({ certificate: true });
	});

	test('moves a lesson over a heading into the other section', () => {
		const moved = applyAct(rows, { act: 'down', id: 'b' });

		expect(idsOf(moved)).toBe('a s t b c');
		expect(withRows({}, moved)['lessons']).toEqual(
			expect.arrayContaining([{ id: 'b', item: 'item:b', section: 't' }]),
		);
	});

	test.each([
		[{ act: 'up', id: 'a' }, 'a s b t c'],
		[{ act: 'down', id: 'c' }, 'a s b t c'],
		[{ act: 'remove', id: 's' }, 'a b t c'],
		[{ act: 'remove', id: 'nobody' }, 'a s b t c'],
	] as const)('%o', (act, expected) => {
		expect(idsOf(applyAct(rows, act))).toBe(expected);
	});

	test('takes a new lesson at the end of a section', () => {
		expect(
			idsOf(withLesson(rows, 'item:new', 's'))
				.split(' ')
				.map((id) => (id.length === 8 ? 'new' : id))
				.join(' '),
		).toBe('a s b new t c');
	});
});

const openDraft = async (courseId: string) =>
	training.drafts.open((await hub.as.trainer.visit()).reader, courseId);

test('a course begins from a template in one step, and goes online with all its lessons', async () => {
	const created = await hub.as.trainer.execute('training.createCourse', {
		organisationId: hub.network.alpha,
		title: 'Einarbeitung',
		template: 'induction',
	});
	const id = String(created['id']);
	const { revision, rows } = await openDraft(id);

	await hub.as.trainer.execute('training.publishCourse', {
		courseId: id,
		expectedRevision: revision,
		audience: ['own'],
		major: true,
	});

	expect(rows.filter(({ kind }) => kind === 'section')).toHaveLength(3);
	const { reader } = await hub.as.reader.visit();
	const { lessons } = await training.courses.open(reader, 'alpha', 'einarbeitung');
	expect(lessons.map(({ title }) => title)).toEqual([
		'Willkommen',
		'Das Haus',
		'Die Menschen, mit denen Sie arbeiten',
		'Ihre Aufgaben',
		'Wie es Ihnen geht',
	]);
});

test('one form renames, moves and removes; a lesson keeps its id, and with it what people have done', async () => {
	const { id, lessons, url } = await seedCourse(hub, { title: 'Umbau', lessons: ['Eins', 'Zwei', 'Drei'] });
	await hub.as.reader.execute('training.enrol', { courseId: id });
	await hub.as.reader.execute('training.completeLesson', { courseId: id, lessonId: lessons[2] });
	const { revision } = await openDraft(id);
	const entries = [
		{ kind: 'section', title: 'Neu' },
		{ kind: 'lesson', id: lessons[2], title: 'Drei, umbenannt', minutes: 10 },
		{ kind: 'lesson', id: lessons[0], title: 'Eins' },
		{ kind: 'section', title: '' },
	];

	const saved = await hub.as.trainer.execute('training.saveOutline', {
		courseId: id,
		expectedRevision: revision,
		entries,
		act: `up:${lessons[0]}`,
	});
	await hub.as.trainer.execute('training.publishCourse', {
		courseId: id,
		expectedRevision: saved['revision'],
	});

	const { reader } = await hub.as.reader.visit();
	const course = await training.courses.open(reader, 'alpha', url.split('/').at(-1) ?? '');
	expect(course.sections.map(({ title }) => title)).toEqual(['Neu']);
	expect(course.lessons.map(({ title, isDone }) => [title, isDone])).toEqual([
		['Eins', false],
		['Drei, umbenannt', true],
	]);
	expect(course.minutes).toBe(10);
});

test('a new lesson takes along what has changed in the outline, and its title is asked for', async () => {
	const { id, lessons } = await seedCourse(hub, { title: 'Wächst', lessons: ['Eins', 'Zwei'] });
	const { revision } = await openDraft(id);
	const entries = [
		{ kind: 'lesson', id: lessons[1], title: 'Zwei, umbenannt' },
		{ kind: 'section', title: 'Danach' },
	];
	const saving = (lesson: { readonly title: string; readonly task?: string }) =>
		hub.as.trainer.execute('training.saveOutline', {
			...{ courseId: id, expectedRevision: revision, entries, lesson, act: 'add' },
		});

	await expect(saving({ title: ' ' })).rejects.toMatchObject({
		code: 'command.inputInvalid',
		fields: [{ path: 'lesson.title' }],
	});
	const saved = await saving({ title: 'Drei', task: 'text' });

	const draft = await openDraft(id);
	const titles = draft.rows.map((row) =>
		row.kind === 'section' ? row.title : draft.lessons.get(row.item)?.title,
	);
	expect(titles).toEqual(['Zwei, umbenannt', 'Danach', 'Drei']);
	expect(draft.rows.at(-1)).toMatchObject({ item: `item:${String(saved['itemId'])}` });
});

test('two trainers at once: the second is told, and nothing of the first is lost', async () => {
	const { id, lessons } = await seedCourse(hub);
	const { revision } = await openDraft(id);
	const saving = (who: 'trainer' | 'admin', first: string | undefined) =>
		hub.as[who].execute('training.saveOutline', {
			courseId: id,
			expectedRevision: revision,
			entries: [{ kind: 'lesson', id: first }],
		});

	await saving('trainer', lessons[1]);

	await expect(saving('admin', lessons[0])).rejects.toMatchObject({ code: 'content.conflict' });
	expect((await openDraft(id)).rows).toMatchObject([{ id: lessons[1] }]);
});

test('a form cannot bring in lessons that were not added: entries are those of the draft', async () => {
	const { id } = await seedCourse(hub);
	const { revision } = await openDraft(id);

	await hub.as.trainer.execute('training.saveOutline', {
		courseId: id,
		expectedRevision: revision,
		entries: [{ kind: 'lesson', id: 'fremd' }],
	});

	expect((await openDraft(id)).rows).toEqual([]);
	await expect(
		hub.as.trainer.execute('training.saveOutline', {
			courseId: id,
			expectedRevision: revision,
			entries: [{ kind: 'lesson', id: 'a', item: 'item:x' }],
		}),
	).rejects.toMatchObject({ code: 'command.inputInvalid' });
});

test('only what the trainer may read becomes a lesson, and what a learner may not read has no title', async () => {
	const secret = await hub.seed.item({ title: 'Geheimes der Partner', owner: 'beta', audience: ['own'] });
	const shared = await hub.seed.item({
		title: 'Für den Kreis',
		audience: [`group:${hub.network.committee}`],
	});
	const { id, url } = await seedCourse(hub, { lessons: ['Eins'] });
	const { revision } = await openDraft(id);
	const adding = (itemId: string) =>
		hub.as.trainer.execute('training.addLesson', { courseId: id, expectedRevision: revision, itemId });

	await expect(adding(secret.id)).rejects.toMatchObject({ code: 'request.notFound' });
	const added = await adding(shared.id);
	await hub.as.trainer.execute('training.publishCourse', {
		courseId: id,
		expectedRevision: added['revision'],
	});

	const { reader } = await hub.as.reader.visit();
	const { lessons } = await training.courses.open(reader, 'alpha', url.split('/').at(-1) ?? '');
	expect(lessons.map(({ title }) => title)).toEqual(['Eins', null]);
});

test('a procedure in a course is shown as it is today', async () => {
	const procedure = await hub.seed.item({ title: 'Fundsachen', body: 'Alte Fassung', audience: ['own'] });
	const { url, lessons } = await seedCourse(hub, { lessons: [], items: [procedure.id] });
	const saved = await hub.as.author.execute('content.saveDraft', {
		itemId: procedure.id,
		language: 'de',
		expectedRevision: procedure.revision,
		title: 'Fundsachen',
		body: 'Neue Fassung',
	});
	await hub.as.author.execute('content.publish', {
		itemId: procedure.id,
		language: 'de',
		revision: saved['revision'],
	});

	const { reader } = await hub.as.reader.visit();
	const course = await training.courses.open(reader, 'alpha', url.split('/').at(-1) ?? '');
	const { item } = await training.lessons.open(reader, course, lessons[0] ?? '');

	expect(item.html).toContain('Neue Fassung');
	expect(item.revision).toBe(saved['revision']);
});

test('an outline has an end', async () => {
	const { id, lessons } = await seedCourse(hub, { lessons: ['Eins'] });
	const { revision } = await openDraft(id);
	const entries = Array.from({ length: 61 }, (_, index) => ({
		kind: 'section',
		title: `Abschnitt ${index}`,
	}));

	await expect(
		hub.as.trainer.execute('training.saveOutline', { courseId: id, expectedRevision: revision, entries }),
	).rejects.toMatchObject({ reason: 'training.error.outlineFull' });
	await expect(
		hub.as.trainer.execute('training.saveOutline', {
			courseId: id,
			expectedRevision: revision,
			entries: Array.from({ length: 10_000 }, () => ({ kind: 'lesson', id: lessons[0] })),
		}),
	).rejects.toMatchObject({ code: 'command.inputInvalid' });
});
