import { Readable } from 'node:stream';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { readNotifications } from '../../../test/harness/notifications.ts';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';
import type { Quizzes } from './quizzes.ts';

const questions = `## Darf das Foto ins Internet?
- [ ] immer {Nie ohne Erlaubnis.}
- [x] mit Erlaubnis
Punkte: 2
Rückmeldung: Fragen Sie vorher.

## Stimmt das?
Antwort: falsch

## Was zuerst?
1. fragen
2. schreiben
Wertung: ganz
`;

let hub: TestApp;
let quizzes: Quizzes;

beforeAll(async () => {
	hub = await createTestApp({ plugins: ['training'] });
	quizzes = (await hub.app.host.use('training')).quizzes;
});

afterEach(() => {
	vi.useRealTimers();
});

type Person = 'reader' | 'trainer' | 'author' | 'admin' | 'both' | 'foreignAdmin' | 'approver';

let made = 0;

async function seedQuiz(fields: Readonly<Record<string, unknown>> = {}, text = questions) {
	made += 1;
	return hub.seed.item({ type: 'quiz', title: `Quiz ${made}`, fields: { questions: text, ...fields } });
}

async function start(who: Person, itemId: string, place: object = {}): Promise<string> {
	const { id } = await hub.as[who].execute('training.startQuiz', { itemId, language: 'de', ...place });
	return String(id);
}

async function open(who: Person, id: string) {
	const { reader } = await hub.as[who].visit();
	return quizzes.openAttempt(reader, id);
}

/** What a browser sends for the right answers, by what it is shown. */
async function rightAnswers(
	who: Person,
	id: string,
): Promise<Record<string, string | Record<string, string>>> {
	const { questions: shown } = await open(who, id);
	return Object.fromEntries(
		shown.map(({ place, kind, entries }) => {
			if (kind === 'trueFalse') return [place, 'false'];
			if (kind === 'free') return [place, 'Ich frage.'];
			if (kind === 'choice')
				return [place, String(entries.findIndex(({ html }) => html === 'mit Erlaubnis'))];
			return [
				place,
				Object.fromEntries(entries.map(({ html }, index) => [index, html === 'fragen' ? '1' : '2'])),
			];
		}),
	);
}

const handIn = async (who: Person, attemptId: string, answers: object = {}) =>
	hub.as[who].execute('training.handInQuiz', { attemptId, answers });

describe('an attempt', () => {
	test('keeps what was answered, and is marked when it is handed in', async () => {
		const { id: itemId } = await seedQuiz();
		const id = await start('reader', itemId);
		const answers = await rightAnswers('reader', id);

		await hub.as.reader.execute('training.saveAnswers', { attemptId: id, answers: { 0: answers[0] } });
		await hub.as.reader.execute('training.saveAnswers', { attemptId: id, answers: { 1: 'true' } });
		const again = await open('reader', id);
		expect(again.questions.map(({ sent }) => sent)).toEqual([[answers[0]], ['true'], []]);
		await handIn('reader', id, { 2: answers[2] });

		const { state, percent, attempt, questions: told } = await open('reader', id);
		expect({ state, percent, points: attempt.points, passed: attempt.isPassed }).toEqual({
			state: 'marked',
			percent: 75,
			points: 3,
			passed: true,
		});
		expect(told.map(({ result }) => result?.verdict)).toEqual(['right', 'wrong', 'right']);
		expect(told[0]?.result?.feedback).toEqual(['<p>Fragen Sie vorher.</p>']);
	});

	test('shows nothing of what is right while it runs, and never where the trainer wants it so', async () => {
		const { id: itemId } = await seedQuiz({ feedback: 'never' });
		const id = await start('reader', itemId);
		const running = JSON.stringify(await open('reader', id));
		await handIn('reader', id, await rightAnswers('reader', id));
		const over = await open('reader', id);

		for (const shown of [running, JSON.stringify(over.questions)]) {
			expect(shown).not.toMatch(/Nie ohne|Fragen Sie vorher|"isRight":(?:true|false)|isTrue/);
		}
		expect(over.percent).toBe(100);
	});

	test('that is handed in twice at once has one result', async () => {
		const { id: itemId } = await seedQuiz();
		const id = await start('reader', itemId);
		const answers = await rightAnswers('reader', id);

		await Promise.all([
			handIn('reader', id, answers),
			handIn('reader', id, {}),
			handIn('reader', id, { 1: 'true' }),
		]);

		expect((await open('reader', id)).percent).toBe(100);
		await expect(
			hub.as.reader.execute('training.saveAnswers', { attemptId: id, answers: { 1: 'true' } }),
		).rejects.toMatchObject({ reason: 'training.quiz.refused.handedIn' });
	});

	test('that is begun in two windows at once is one', async () => {
		const { id: itemId } = await seedQuiz();

		const ids = await Promise.all([
			start('reader', itemId),
			start('reader', itemId),
			start('reader', itemId),
		]);

		expect(new Set(ids).size).toBe(1);
	});

	test('stays as it was begun when the quiz is changed', async () => {
		const quiz = await seedQuiz();
		const id = await start('reader', quiz.id);
		const answers = await rightAnswers('reader', id);
		await hub.as.author.execute('content.saveDraft', {
			itemId: quiz.id,
			language: 'de',
			expectedRevision: quiz.revision,
			title: 'Anders',
			fields: { questions: '## Neu\nAntwort: ja', passPercent: 100 },
		});
		await hub.as.author.execute('content.publish', {
			itemId: quiz.id,
			language: 'de',
			revision: quiz.revision + 1,
		});

		await handIn('reader', id, answers);

		const { percent, questions: told } = await open('reader', id);
		expect({ percent, count: told.length }).toEqual({ percent: 100, count: 3 });
	});

	test('is nobody else’s', async () => {
		const { id: itemId } = await seedQuiz();
		const id = await start('reader', itemId);

		for (const who of ['trainer', 'admin', 'author', 'foreignAdmin'] as const) {
			await expect(open(who, id)).rejects.toMatchObject({ code: 'request.notFound' });
			for (const command of ['saveAnswers', 'checkAnswer', 'handInQuiz']) {
				await expect(
					hub.as[who].execute(`training.${command}`, { attemptId: id, answers: {} }),
				).rejects.toMatchObject({ code: 'request.notFound' });
			}
		}
	});

	test('of a quiz that cannot be read is not begun', async () => {
		const { id: itemId } = await seedQuiz();
		const draft = await hub.seed.item({
			type: 'quiz',
			title: 'Entwurf',
			fields: { questions },
			published: false,
		});

		await expect(start('foreignAdmin', itemId)).rejects.toMatchObject({ code: 'request.notFound' });
		await expect(start('reader', draft.id)).rejects.toMatchObject({ code: 'request.notFound' });
		await expect(
			hub.as.anonymous.execute('training.startQuiz', { itemId, language: 'de' }),
		).rejects.toMatchObject({ code: 'access.signInRequired' });
	});

	test('takes no points, no result and nobody’s name from outside', async () => {
		const { id: itemId } = await seedQuiz();
		const id = await start('reader', itemId);

		for (const more of [{ points: 4 }, { passed: true }, { personId: 'x' }, { submittedAt: 0 }]) {
			await expect(
				hub.as.reader.execute('training.handInQuiz', { attemptId: id, answers: {}, ...more }),
			).rejects.toMatchObject({ code: 'command.inputInvalid' });
		}
		for (const answers of [{ 9: 'x' }, { 0: '7' }, { 0: ['0', '1'] }, { 2: { 0: '5' } }]) {
			await expect(
				hub.as.reader.execute('training.saveAnswers', { attemptId: id, answers }),
			).rejects.toMatchObject({ code: 'command.refused' });
		}
		expect((await open('reader', id)).state).toBe('running');
	});
});

describe('by the clock of the server', () => {
	const later = (minutes: number) =>
		vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + minutes * 60_000 });

	test('answers after the time are refused, and what was saved before counts', async () => {
		const { id: itemId } = await seedQuiz({ minutes: 10 });
		const id = await start('reader', itemId);
		const answers = await rightAnswers('reader', id);
		await hub.as.reader.execute('training.saveAnswers', { attemptId: id, answers: { 0: answers[0] } });
		later(11);

		await expect(
			hub.as.reader.execute('training.saveAnswers', { attemptId: id, answers }),
		).rejects.toMatchObject({ reason: 'training.quiz.refused.timeOver' });
		expect((await open('reader', id)).state).toBe('timeOver');
		await handIn('reader', id, answers);

		const { percent, attempt } = await open('reader', id);
		expect(percent).toBe(50);
		expect(attempt.submittedAt).toBe(attempt.endsAt);
	});

	test('an attempt whose time is over is ended by the hub', async () => {
		const { id: itemId } = await seedQuiz({ minutes: 10 });
		const id = await start('reader', itemId);
		await hub.as.reader.execute('training.saveAnswers', {
			attemptId: id,
			answers: await rightAnswers('reader', id),
		});
		later(11);

		await hub.app.jobs.runNow('training.closeAttempts');
		await hub.app.jobs.runDue();

		expect(await open('reader', id)).toMatchObject({ state: 'marked', percent: 100 });
	});

	test('nothing is begun and nothing is taken after the last day', async () => {
		const { id: itemId } = await seedQuiz({
			closesOn: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
		});
		const id = await start('reader', itemId);
		later(60 * 48);

		await expect(
			hub.as.reader.execute('training.saveAnswers', { attemptId: id, answers: { 1: 'false' } }),
		).rejects.toMatchObject({ reason: 'training.quiz.refused.timeOver' });
		await expect(start('author', itemId)).rejects.toMatchObject({ reason: 'training.quiz.refused.closed' });
	});
});

describe('a quiz as a lesson', () => {
	async function seedCourse(itemId: string) {
		const { admin } = hub.as;
		const course = await admin.execute('training.createCourse', {
			organisationId: hub.network.alpha,
			title: `Kurs ${made}`,
		});
		const courseId = String(course['id']);
		const added = await admin.execute('training.addLesson', {
			courseId,
			expectedRevision: course['revision'],
			itemId,
		});
		await admin.execute('training.publishCourse', {
			courseId,
			expectedRevision: added['revision'],
			audience: ['own'],
		});
		return { courseId, lessonId: String(added['lessonId']) };
	}
	const progressOf = async (courseId: string) => {
		const { reader } = await hub.as.reader.visit();
		const { courses } = await hub.app.host.use('training');
		const { url } = await hub.app.content.read(reader, { id: courseId });
		const course = await courses.open(reader, 'alpha', url.split('/').at(-1) ?? '');
		return course.lessons.map(({ isDone, score }) => ({ isDone, score }));
	};

	test('is done once it is passed, and by nothing else', async () => {
		const { id: itemId } = await seedQuiz();
		const place = await seedCourse(itemId);
		await expect(start('reader', itemId, place)).rejects.toMatchObject({ code: 'request.notFound' });
		await hub.as.reader.execute('training.enrol', { courseId: place.courseId });

		await expect(hub.as.reader.execute('training.completeLesson', place)).rejects.toMatchObject({
			code: 'command.refused',
		});
		const failing = await start('reader', itemId, place);
		await handIn('reader', failing, {});
		expect(await progressOf(place.courseId)).toEqual([{ isDone: false, score: null }]);
		const passing = await start('reader', itemId, place);
		expect(passing).not.toBe(failing);
		await handIn('reader', passing, await rightAnswers('reader', passing));

		expect(await progressOf(place.courseId)).toEqual([{ isDone: true, score: 100 }]);
	});

	test('counts for the course in which it was taken, and for no other', async () => {
		const { id: itemId } = await seedQuiz({ attempts: 1 });
		const other = await seedQuiz();
		const [first, second] = [await seedCourse(itemId), await seedCourse(itemId)];
		for (const { courseId } of [first, second]) await hub.as.reader.execute('training.enrol', { courseId });

		await expect(start('reader', other.id, first)).rejects.toMatchObject({ code: 'request.notFound' });
		await expect(start('reader', itemId, { ...first, lessonId: 'gibtsnicht' })).rejects.toMatchObject({
			code: 'request.notFound',
		});
		const id = await start('reader', itemId, first);
		await handIn('reader', id, await rightAnswers('reader', id));

		expect(await progressOf(first.courseId)).toEqual([{ isDone: true, score: 100 }]);
		expect(await progressOf(second.courseId)).toEqual([{ isDone: false, score: null }]);
		await start('reader', itemId, second);
	});

	test('of somebody who has left meanwhile completes nothing', async () => {
		const { id: itemId } = await seedQuiz();
		const place = await seedCourse(itemId);
		await hub.as.reader.execute('training.enrol', { courseId: place.courseId });
		const id = await start('reader', itemId, place);
		const answers = await rightAnswers('reader', id);
		await hub.as.reader.execute('training.leave', { courseId: place.courseId });

		await handIn('reader', id, answers);

		expect((await open('reader', id)).percent).toBe(100);
		expect(await progressOf(place.courseId)).toEqual([{ isDone: false, score: null }]);
	});
});

test('there are as many attempts as the trainer allows', async () => {
	const { id: itemId } = await seedQuiz({ attempts: 2 });
	for (const points of [0, 1])
		await handIn('reader', await start('reader', itemId), points === 0 ? {} : { 1: 'false' });

	await expect(start('reader', itemId)).rejects.toMatchObject({ reason: 'training.quiz.refused.noAttempts' });

	const { reader } = await hub.as.reader.visit();
	const overview = await quizzes.overview(reader, await hub.app.content.read(reader, { id: itemId }));
	expect(overview).toMatchObject({
		attemptsLeft: 0,
		attempts: [
			{ number: 1, percent: 0 },
			{ number: 2, percent: 25 },
		],
	});
});

describe('feedback after each question', () => {
	test('is shown once the answer was checked, which then stays', async () => {
		const { id: itemId } = await seedQuiz({ feedback: 'each' });
		const id = await start('reader', itemId);

		await hub.as.reader.execute('training.checkAnswer', { attemptId: id, answers: { 1: 'true' } });
		await hub.as.reader.execute('training.saveAnswers', { attemptId: id, answers: { 1: 'false' } });

		const { questions: shown } = await open('reader', id);
		expect(shown.map(({ result }) => result?.verdict ?? null)).toEqual([null, 'wrong', null]);
		await handIn('reader', id, { 1: 'false' });
		expect((await open('reader', id)).percent).toBe(0);
	});

	test('is not to be had where the trainer wants it at the end', async () => {
		const { id: itemId } = await seedQuiz();
		const id = await start('reader', itemId);

		await expect(
			hub.as.reader.execute('training.checkAnswer', { attemptId: id, answers: { 1: 'true' } }),
		).rejects.toMatchObject({ reason: 'training.quiz.refused.notNow' });
	});
});

describe('a free text', () => {
	const free = '## Was tun Sie?\nAntwort: frei\nPunkte: 4\n\n## Stimmt das?\nAntwort: falsch';

	test('waits for a trainer, who sees no name, and whose mark the person is told of', async () => {
		const { id: itemId } = await seedQuiz({}, free);
		const id = await start('reader', itemId);
		await handIn('reader', id, { 0: 'Ich frage <b>zuerst</b>.', 1: 'false' });
		const { actor } = await hub.as.trainer.visit();
		const waiting = (await quizzes.waitingAnswers(actor, 50)).filter((answer) => answer.itemId === itemId);

		expect(waiting).toMatchObject([{ text: 'Ich frage <b>zuerst</b>.' }]);
		expect(JSON.stringify(waiting)).not.toContain(hub.network.people.reader);
		expect((await open('reader', id)).state).toBe('waiting');
		const mark = { attemptId: id, key: waiting[0]?.key, points: 3, comment: 'Gut.' };
		await expect(hub.as.trainer.execute('training.markAnswer', { ...mark, points: 5 })).rejects.toMatchObject(
			{
				reason: 'training.quiz.refused.tooManyPoints',
			},
		);
		await hub.as.trainer.execute('training.markAnswer', mark);

		const { percent, questions: told } = await open('reader', id);
		expect(percent).toBe(80);
		expect(told[0]?.result).toMatchObject({ points: 3, comment: 'Gut.' });
		await expect(hub.as.trainer.execute('training.markAnswer', mark)).rejects.toMatchObject({
			reason: 'training.quiz.refused.marked',
		});
		const news = await readNotifications(hub, 'reader');
		expect(news.map(({ kind }) => kind)).toContain('training.marked');
	});

	test.each(['reader', 'author', 'foreignAdmin'] as const)('is not marked by %s', async (who) => {
		const { id: itemId } = await seedQuiz({}, free);
		const id = await start('reader', itemId);
		await handIn('reader', id, { 0: 'Ich frage.' });
		const { actor } = await hub.as[who].visit();

		expect(await quizzes.waitingAnswers(actor, 50)).toEqual([]);
		await expect(
			hub.as[who].execute('training.markAnswer', { attemptId: id, key: 'x', points: 1 }),
		).rejects.toMatchObject({ code: expect.stringMatching(/access\.denied|request\.notFound/) });
	});
});

describe('the analysis', () => {
	const people = ['reader', 'author', 'trainer', 'admin', 'approver', 'both'] as const;

	test('says nothing below five attempts, and then how each question works, without names', async () => {
		const { id: itemId } = await seedQuiz();
		const analysis = async () => {
			const { reader } = await hub.as.trainer.visit();
			return (await quizzes.analysis(reader, itemId)).analysis;
		};
		for (const [index, who] of people.entries()) {
			const id = await start(who, itemId);
			const right = await rightAnswers(who, id);
			await handIn(who, id, index < 3 ? right : { 1: index === 3 ? 'false' : 'true' });
			if (index === 3) expect(await analysis()).toMatchObject({ attempts: 4, questions: [] });
		}

		const shown = await analysis();
		expect(shown).toMatchObject({ attempts: 6, passed: 3 });
		expect(shown.questions.map(({ easiness }) => Math.round(easiness))).toEqual([50, 67, 50]);
		expect(shown.questions[0]?.discrimination).toBeGreaterThan(0.8);
		expect(shown.questions[0]?.chosen).toMatchObject([
			{ html: 'immer', isRight: false, count: 0 },
			{ html: 'mit Erlaubnis', isRight: true, count: 3 },
		]);
		for (const id of Object.values(hub.network.people)) expect(JSON.stringify(shown)).not.toContain(id);
	});

	test.each(['reader', 'author', 'foreignAdmin'] as const)('is not for %s', async (who) => {
		const { id: itemId } = await seedQuiz();
		const { reader } = await hub.as[who].visit();

		await expect(quizzes.analysis(reader, itemId)).rejects.toMatchObject({ code: 'request.notFound' });
	});
});

describe('a file of another program', () => {
	async function bring(text: string, more: object = {}) {
		const { uploads } = hub.app.content.attachments;
		const { id } = await uploads.receive(
			hub.network.people.author,
			'Fragen_2027.txt',
			Readable.from([Buffer.from(text)]),
		);
		return hub.as.author.execute('training.importQuiz', {
			uploadId: id,
			organisationId: hub.network.alpha,
			language: 'de',
			...more,
		});
	}

	test('becomes a draft with its questions, and a report for those who work on it', async () => {
		const { id } = await bring('::A:: Stimmt es? {T}\n\nNur ein Text.\n\nWie viele? {#3:1}');
		const { reader, actor } = await hub.as.author.visit();
		const draft = await hub.app.content.openVariant(reader, String(id), 'de');
		const foreign = await hub.as.foreignAdmin.visit();

		expect(draft?.title).toBe('Fragen 2027');
		expect(draft?.fields['questions']).toContain('Antwort: 3 ± 1');
		expect(await quizzes.importReport(actor, String(id))).toMatchObject({
			format: 'gift',
			found: 3,
			taken: 2,
			notes: [{ reason: 'noQuestion', line: 3 }],
		});
		await expect(quizzes.importReport(foreign.actor, String(id))).rejects.toMatchObject({
			code: 'request.notFound',
		});
	});

	test('brings its pictures along, each for what its bytes are, for those who may read the quiz', async () => {
		const png =
			'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
		const page = Buffer.from('<!doctype html><script>alert(1)</script>').toString('base64');
		const file = (name: string, bytes: string) =>
			`<file name="${name}" path="/" encoding="base64">${bytes}</file>`;
		const { id } = await bring(`<quiz><question type="truefalse"><name><text>Bild</text></name>
			<questiontext format="html"><text><![CDATA[<p>Brennt es?</p><p><img src="@@PLUGINFILE@@/a.png" alt="Ein Haus"><img src="@@PLUGINFILE@@/b.png" alt="Eine Seite"></p>]]></text>
			${file('a.png', png)}${file('b.png', page)}</questiontext>
			<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question></quiz>`);

		const { reader, actor } = await hub.as.author.visit();
		const draft = await hub.app.content.openVariant(reader, String(id), 'de');
		const [, fileId = ''] =
			/!\[Ein Haus\]\(\/files\/([\w-]+)\/a\.png\)/.exec(JSON.stringify(draft?.fields)) ?? [];
		const { attachments } = hub.app.content;

		expect((await attachments.open(actor, fileId)).file.mediaType).toBe('image/png');
		expect(draft?.fields['questions']).toContain('Eine Seite');
		expect(draft?.fields['questions']).not.toContain('b.png');
		const foreign = await hub.as.foreignAdmin.visit();
		await expect(attachments.open(foreign.actor, fileId)).rejects.toMatchObject({ code: 'request.notFound' });
		expect((await quizzes.importReport(actor, String(id))).notes).toContainEqual(
			expect.objectContaining({ reason: 'media', values: { count: 1 } }),
		);
	});

	test('that cannot be read is refused with its line', async () => {
		await expect(bring('<quiz>\n<question type="essay">\n&x;')).rejects.toMatchObject({
			reason: 'training.quiz.refused.notXml',
			values: { line: 3 },
		});
		await expect(bring('   ')).rejects.toMatchObject({ reason: 'training.quiz.refused.noQuestions' });
	});
});

test('a new quiz begins with examples that can all be asked', async () => {
	const place = { organisationId: hub.network.alpha, title: 'Neu' };
	for (const language of ['de', 'en']) {
		const { id } = await hub.as.author.execute('training.createQuiz', { ...place, language });
		const { reader } = await hub.as.author.visit();
		const draft = await hub.app.content.openVariant(reader, String(id), language);
		const { questions: shown, faults } = await quizzes.preview(draft?.fields ?? {});

		expect(faults).toEqual([]);
		expect(shown.map(({ kind }) => kind)).toEqual([
			'choice',
			'choice',
			'trueFalse',
			'order',
			'match',
			'gap',
			'number',
			'free',
		]);
	}
});

test('what cannot be asked stands among the problems of the text, with its line and its place', async () => {
	const text = '## A\nAntwort: ja\n\n## B\n- eins\n- zwei\n';
	const { id } = await seedQuiz({}, text);
	const found = await hub.app.problems.find({
		itemId: id,
		type: 'quiz',
		organisationId: hub.network.alpha,
		language: 'de',
		basedOnRevision: null,
		title: 'Quiz',
		summary: '',
		body: '',
		fields: { questions: text },
	});
	const { reader } = await hub.as.author.visit();
	const overview = await quizzes.overview(reader, await hub.app.content.read(reader, { id }));
	const { faults } = await quizzes.overview(
		(await hub.as.reader.visit()).reader,
		await hub.app.content.read(reader, { id }),
	);

	expect(found.filter(({ kind }) => kind === 'training.quizQuestions')).toMatchObject([
		{
			message: 'training.quiz.fault.noBoxes',
			severity: 'error',
			field: 'fields.questions',
			start: text.indexOf('## B'),
			values: { line: 4 },
		},
	]);
	expect(overview).toMatchObject({ questions: 1, faults: [{ line: 4 }] });
	expect(faults).toEqual([]);
});
