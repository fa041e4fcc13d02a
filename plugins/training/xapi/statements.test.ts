import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { seedCourse } from '../../../test/harness/courses.ts';
import { startRecordStore, type RecordStoreServer } from '../../../test/harness/record-store.ts';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';
import type { Who } from '../../../test/harness/test-network.ts';

let hub: TestApp;
let store: RecordStoreServer;
beforeAll(async () => {
	hub = await createTestApp();
	store = await startRecordStore();
});

async function keep(wanted: boolean): Promise<void> {
	await hub.app.settings.change('organisation', hub.network.alpha, 'training.keepStatements', wanted);
}

async function course(): Promise<{ courseId: string; lessonId: string }> {
	const { id: courseId = '' } = await hub.as.admin.execute('training.createCourse', {
		organisationId: hub.network.alpha,
		title: 'Brandschutz',
	});
	const training = await hub.app.host.use('training');
	const { reader } = await hub.as.admin.visit();
	const { revision } = await training.drafts.open(reader, courseId);
	await hub.as.admin.execute('training.addLesson', {
		courseId,
		expectedRevision: revision,
		title: 'Löschen',
	});
	const draft = await training.drafts.open(reader, courseId);
	await hub.as.admin.execute('training.publishCourse', {
		courseId,
		expectedRevision: draft.revision,
		audience: ['own'],
		major: true,
	});
	return { courseId, lessonId: draft.rows.find(({ kind }) => kind === 'lesson')?.id ?? '' };
}

async function take(who: Who = 'reader'): Promise<{ courseId: string; lessonId: string }> {
	const made = await course();
	await hub.as[who].execute('training.enrol', { courseId: made.courseId });
	await hub.as[who].execute('training.completeLesson', made);
	return made;
}

const waiting = async () => (await hub.app.host.use('training')).statements.counts();
const send = () => hub.app.jobs.runNow('training.sendStatements').then(() => hub.app.jobs.runDue());

describe('learning records', () => {
	test('are not kept at all while the organisation has them off', async () => {
		await keep(false);
		const before = await waiting();

		await take();

		expect(await waiting()).toEqual(before);
	});

	test('go to the record store as it asks for them: who under an id of no meaning, what, of what, and when', async () => {
		await keep(true);
		await hub.app.settings.change('network', '', 'training.recordStoreHosts', store.host);
		await hub.as.networkAdmin.execute('training.setRecordStore', {
			endpoint: store.url,
			userName: 'hub',
			password: 'geheim-2026',
		});
		const { courseId } = await take();

		await send();

		expect(store.faults).toEqual([]);
		const all = [...store.received.values()];
		expect(all.map(({ verb }) => verb.id.split('/').at(-1)).sort()).toEqual([
			'completed',
			'completed',
			'experienced',
			'registered',
		]);
		const done = all.find(
			({ object, verb }) => object.id.endsWith(courseId) && verb.id.endsWith('completed'),
		);
		expect(done).toMatchObject({
			object: { definition: { name: { de: 'Brandschutz' } } },
			result: { completion: true },
		});
		expect(JSON.stringify(all)).not.toContain(hub.network.people.reader);
		expect(JSON.stringify(all)).not.toContain('reader');
		expect(new Set(all.map(({ actor }) => actor.account.name)).size).toBe(1);
		expect(await waiting()).toMatchObject({ waiting: 0 });
	});

	test('wait while the record store does not answer, and count once when it took them and the hub did not hear it', async () => {
		await take('author');
		const { waiting: before } = await waiting();
		store.answer = 503;
		await send();
		expect(await waiting()).toMatchObject({ waiting: before });
		expect((await (await hub.app.host.use('training')).statements.store())?.lastError).toContain('503');

		store.answer = null;
		await hub.app.jobs.runNow('training.sendStatements');
		await hub.app.jobs.runDue();
		const count = store.received.size;
		await hub.app.database.transaction((transaction) =>
			sql`update training_statements set state = 'kept'`.execute(transaction),
		);
		await send();

		expect(store.received.size).toBe(count);
		expect(await waiting()).toMatchObject({ waiting: 0 });
		expect((await (await hub.app.host.use('training')).statements.store())?.lastError).toBeNull();
	});

	test('that the record store does not want do not hold up the others', async () => {
		await take('approver');
		await hub.app.database.transaction((transaction) =>
			sql`insert into training_statements (id, person_id, statement, state, created_at)
				values ('wrong', ${hub.network.people.approver}, '{"id":"wrong"}', 'kept', 1)`.execute(transaction),
		);
		const count = store.received.size;

		await send();

		expect(store.received.size).toBe(count + 4);
		expect(await waiting()).toMatchObject({ waiting: 0 });
	});

	test('say how each question was answered, and neither what was asked nor what somebody wrote', async () => {
		const questions = `## Was zählt?
- [ ] Eile
- [x] Ruhe
- [x] Abstand

## Feuerlöscher gehören ins Auto.
Antwort: falsch

## Was zuerst?
1. melden
2. retten

## Wie viele Notausgänge?
Antwort: 3 ± 1

## Erzählen Sie.
Antwort: frei
`;
		const { id: itemId } = await hub.seed.item({ type: 'quiz', title: 'Probe', fields: { questions } });
		const { id: courseId, lessons } = await seedCourse(hub, { lessons: [], items: [itemId] });
		const place = { courseId, lessonId: lessons[0] ?? '' };
		const before = new Set(store.received.keys());
		const faults = store.faults.length;
		for (const who of ['reader', 'author'] as const) {
			await hub.as[who].execute('training.enrol', { courseId });
			const { id: attemptId = '' } = await hub.as[who].execute('training.startQuiz', {
				itemId,
				language: 'de',
				...place,
			});
			if (who === 'reader')
				await hub.as[who].execute('training.handInQuiz', { attemptId, answers: await answersFor(attemptId) });
		}

		await send();

		expect(store.faults.slice(faults)).toEqual([]);
		const answered = [...store.received.values()].filter(
			({ id, verb }) => !before.has(id) && verb.id.endsWith('/answered'),
		);
		const said = answered.map(({ object, result }) => [object.definition?.interactionType, result]);
		expect(Object.fromEntries(said)).toMatchObject({
			choice: { response: '2[,]3', success: true, score: { raw: 100 } },
			'true-false': { response: 'true', success: false, score: { raw: 0 } },
			sequencing: { response: '1[,]2', success: true },
			numeric: { response: '4', success: true },
			'long-fill-in': { completion: true },
		});
		expect(answered).toHaveLength(5);
		expect(new Set(answered.map(({ object }) => object.id)).size).toBe(5);
		expect(new Set(answered.map(({ actor }) => actor.account.name)).size).toBe(1);
		expect(answered[0]?.context?.contextActivities).toMatchObject({
			parent: [{ id: expect.stringContaining(itemId) }],
			grouping: [{ id: expect.stringContaining(courseId) }],
		});
		expect(JSON.stringify(answered)).not.toMatch(/Ruhe|Eile|melden|Notausgänge|Mein Geheimnis/);
	});

	/** What a browser sends for the second and third choice, the wrong word, the right order, a number and a text. */
	async function answersFor(attemptId: string): Promise<Record<string, unknown>> {
		const { quizzes } = await hub.app.host.use('training');
		const { questions } = await quizzes.openAttempt((await hub.as.reader.visit()).reader, attemptId);
		const placesOf = (entries: readonly { html: string }[], wanted: readonly string[]) =>
			wanted.map((word) => String(entries.findIndex(({ html }) => html.includes(word))));
		return Object.fromEntries(
			questions.map(({ place, kind, entries }) => {
				if (kind === 'choice') return [place, placesOf(entries, ['Ruhe', 'Abstand'])];
				if (kind === 'trueFalse') return [place, 'true'];
				if (kind === 'order')
					return [place, entries.map(({ html }) => (html.includes('melden') ? '1' : '2'))];
				return [place, kind === 'number' ? '4' : 'Mein Geheimnis'];
			}),
		);
	}

	test('are handed out and erased with the person', async () => {
		const data = (await hub.app.host.personalData()).get('training.statements');
		const { approver } = hub.network.people;
		expect(JSON.stringify(await data?.export(approver))).toContain('registered');

		await hub.app.database.transaction(async () => data?.erase(approver));

		expect(await data?.export(approver)).toEqual([]);
	});
});

describe('a record store', () => {
	test.each([
		'http://lrs.example/xapi/',
		'https://127.0.0.1/xapi/',
		'https://[::1]/xapi/',
		'https://169.254.169.254/latest/',
		'https://user:pass@lrs.example/',
		'https://lrs.example:8443/',
		'ftp://lrs.example/',
	])('is not entered at %s', async (endpoint) => {
		const entering = hub.as.networkAdmin.execute('training.setRecordStore', {
			endpoint,
			userName: 'hub',
			password: 'x',
		});

		await expect(entering).rejects.toMatchObject({
			code: expect.stringMatching(/command\.(?:refused|inputInvalid)/),
		});
	});

	test('is for the network’s own people to enter, and its password is not in the database', async () => {
		const entering = hub.as.admin.execute('training.setRecordStore', {
			endpoint: 'https://lrs.example/',
			userName: 'hub',
			password: 'x',
		});
		const { rows } = await sql`select * from training_record_store`.execute(hub.app.database.query);

		await expect(entering).rejects.toMatchObject({ code: 'access.denied' });
		expect(JSON.stringify(rows)).not.toContain('geheim-2026');
	});
});
