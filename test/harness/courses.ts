import { toActor, findAccount } from '../../src/accounts/account.ts';
import { visitorFor } from '../../src/host/visitor.ts';
import type { TestApp, TestPerson } from './test-app.ts';

export interface SeedCourse {
	readonly title?: string;
	/** Titles of lessons to read. */
	readonly lessons?: readonly string[];
	/** Titles of lessons in which something is handed in, after those. */
	readonly assignments?: readonly string[];
	/** Items that are lessons too, after those. */
	readonly items?: readonly string[];
	readonly fields?: Readonly<Record<string, unknown>>;
	readonly audience?: readonly string[];
	readonly rules?: Readonly<Record<string, unknown>>;
}

export interface SeededCourse {
	readonly id: string;
	/** Ids of the lessons in their order. */
	readonly lessons: readonly string[];
	/** Path of its page. */
	readonly url: string;
}

/** A published course of alpha, made by its trainer with the commands that trainers use. */
export async function seedCourse(hub: TestApp, course: SeedCourse = {}): Promise<SeededCourse> {
	const {
		title = 'Erste Hilfe',
		lessons = ['Eins', 'Zwei'],
		assignments = [],
		items = [],
		audience = ['own'],
		fields,
		rules,
	} = course;
	const { trainer } = hub.as;
	const created = await trainer.execute('training.createCourse', {
		organisationId: hub.network.alpha,
		title,
	});
	const id = text(created['id']);
	let revision = Number(created['revision']);
	const add = async (lesson: object) => {
		const added = await trainer.execute('training.addLesson', {
			courseId: id,
			expectedRevision: revision,
			...lesson,
		});
		revision = Number(added['revision']);
		return text(added['lessonId']);
	};
	const ids: string[] = [];
	for (const one of lessons) ids.push(await add({ title: one }));
	for (const one of assignments) ids.push(await add({ title: one, task: 'text' }));
	for (const itemId of items) ids.push(await add({ itemId }));
	if (fields) {
		const { reader } = await trainer.visit();
		const draft = await hub.app.content.openVariant(reader, id, 'de');
		const saved = await trainer.execute('content.saveDraft', {
			itemId: id,
			language: 'de',
			expectedRevision: revision,
			title,
			fields: { ...draft?.fields, ...fields },
		});
		revision = Number(saved['revision']);
	}
	await trainer.execute('training.publishCourse', {
		courseId: id,
		expectedRevision: revision,
		audience,
		major: true,
	});
	if (rules) await setRules(hub, id, rules);
	const { slug } = await hub.app.database.query
		.selectFrom('items')
		.select('slug')
		.where('id', '=', id)
		.executeTakeFirstOrThrow();
	return { id, lessons: ids, url: `/courses/alpha/${slug}` };
}

export async function setRules(
	hub: TestApp,
	courseId: string,
	rules: Readonly<Record<string, unknown>>,
): Promise<void> {
	const { participants } = await hub.app.host.use('training');
	const {
		rules: { mark },
	} = await participants.rulesAndTargets(courseId);
	await hub.as.trainer.execute('training.setRules', {
		courseId,
		expectedVersion: mark,
		enrolment: 'open',
		...rules,
	});
}

/** Further readers of alpha. */
export async function seedReaders(hub: TestApp, count: number): Promise<readonly TestPerson[]> {
	const { accounts, commands, content, database } = hub.app;
	const people: TestPerson[] = [];
	for (let number = 1; number <= count; number++) {
		const email = `lernende-${number}-${Math.random().toString(36).slice(2)}@alpha.example`;
		const id = await accounts.people.create({ email, name: `Lernende Person ${number}`, passwordHash: null });
		await accounts.people.addMembership(id, hub.network.alpha, ['reader']);
		const visit = async () => {
			const account = await findAccount(database, { id });
			if (!account) throw new Error('A person that was just made is gone.');
			return visitorFor({ ...hub.app, types: content.types }, toActor(account, null), {
				account,
				session: null,
			});
		};
		people.push({
			visit,
			async execute(command, input = {}) {
				const { actor, reader, disabledPlugins } = await visit();
				return (await commands.execute(command, input, { actor, reader, disabledPlugins })) as Record<
					string,
					never
				>;
			},
		});
	}
	return people;
}

function text(value: unknown): string {
	return String(value);
}
