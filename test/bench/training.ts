import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemActor } from '../../src/access/actor.ts';
import { findAccount, toActor } from '../../src/accounts/account.ts';
import { createApp, type App } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { visitorFor } from '../../src/host/visitor.ts';
import { readerEmail, readerPassword } from './bench-reader.ts';
import { countQueries } from './count-queries.ts';
import { root, startHub } from './hub-process.ts';
import { compareUnderLoad } from './load.ts';
import { report, type Figure } from './report.ts';

const lessonCount = 100;
const participantCount = 500;
const atOnce = 100;

/** `npm run bench -- training [--json]`: a long course that many take, and a last seat that many want. */
export async function run(args: readonly string[]): Promise<void> {
	const scratch = mkdtempSync(join(tmpdir(), 'verbund-bench-'));
	try {
		const folder = join(scratch, 'hub');
		const app = await createApp(readConfig({ VERBUND_DATA: folder }, root, { demo: false }));
		const filled = await fill(app);
		await app.close();
		report('training', [...filled.figures, ...(await measurePages(folder, filled))], args);
	} finally {
		rmSync(scratch, { recursive: true, force: true });
	}
}

interface Filled {
	readonly figures: readonly Figure[];
	readonly course: string;
	readonly procedure: string;
}

async function fill(app: App): Promise<Filled> {
	const { id: organisationId } = await app.accounts.organisations.create({ name: 'Messstelle' });
	const people = await createPeople(app, organisationId);
	const procedure = await createProcedure(app, organisationId);
	const { course, courseId, lessons } = await createCourse(app, organisationId, lessonCount);
	const enrolling = await timed(async () => {
		for (const person of people) await execute(app, person, 'training.enrol', { courseId });
	});
	for (const [index, person] of people.entries()) {
		for (const lessonId of lessons.slice(0, index % 10))
			await execute(app, person, 'training.completeLesson', { courseId, lessonId });
	}
	const scarce = await createCourse(app, organisationId, 1);
	const { participants } = await app.host.use('training');
	const {
		rules: { mark },
	} = await participants.rulesAndTargets(scarce.courseId);
	const rules = { courseId: scarce.courseId, expectedVersion: mark, enrolment: 'open', capacity: 1 };
	await asHub(app, 'training.setRules', rules);
	let states: readonly string[] = [];
	const asking = await timed(async () => {
		const answers = await Promise.all(
			people
				.slice(0, atOnce)
				.map((person) => execute(app, person, 'training.enrol', { courseId: scarce.courseId })),
		);
		states = answers.map((answer) => String(answer['state']));
	});
	const given = states.filter((state) => state === 'enrolled').length;
	return {
		course,
		procedure,
		figures: [
			{ name: 'participants enrolled, each', value: enrolling / participantCount, unit: 'ms' },
			{
				name: `seats given of one, asked for by ${atOnce} at once`,
				value: given,
				unit: '',
				target: { atMost: 1 },
			},
			{
				name: 'of them in the line',
				value: states.length - given,
				unit: '',
				target: { atLeast: atOnce - 1 },
			},
			{ name: 'until all of them are answered', value: asking, unit: 'ms' },
		],
	};
}

async function measurePages(folder: string, { course, procedure }: Filled): Promise<readonly Figure[]> {
	const hub = await startHub(folder);
	const cookie = await hub.signIn();
	const headers = { cookie };
	const others = (path: string) => Array.from({ length: 5000 }, (_, index) => `${hub.url}${path}?n=${index}`);
	const [kept, keptCourse, text, outline] = await compareUnderLoad([
		{ name: 'procedure', urls: [hub.url + procedure], headers },
		{ name: 'course', urls: [hub.url + course], headers },
		{ name: 'procedure, each time', urls: others(procedure), headers },
		{ name: 'course, each time', urls: others(course), headers },
	]);
	await hub.stop();
	if (!kept || !keptCourse || !text || !outline) throw new Error('Nothing was measured.');
	const queries = await countQueries(folder, course, cookie);
	const share = keptCourse.p99 / kept.p99;
	return [
		{ name: 'procedure page p99', value: kept.p99, unit: 'ms' },
		{
			name: `course page p99, ${lessonCount} lessons, ${participantCount} participants`,
			value: keptCourse.p99,
			unit: 'ms',
		},
		{ name: 'course page to procedure page, p99', value: share, unit: '', target: { atMost: 1.5 } },
		{ name: 'procedure page p99, rendered each time', value: text.p99, unit: 'ms' },
		{ name: 'course page p99, rendered each time', value: outline.p99, unit: 'ms' },
		{
			name: 'course page to procedure page, p99, rendered each time',
			value: outline.p99 / text.p99,
			unit: '',
		},
		{ name: 'HTML of the course page', value: outline.bytes / 1000, unit: 'kB' },
		{ name: 'queries per course page', value: queries, unit: '', target: { atMost: 6 } },
	];
}

/** The bench's reader and others; the reader is the first. */
async function createPeople({ accounts }: App, organisationId: string): Promise<readonly string[]> {
	const ids: string[] = [];
	for (let number = 0; number < participantCount; number += 1) {
		const isReader = number === 0;
		const id = await accounts.people.create({
			email: isReader ? readerEmail : `lernende-${number}@bench.example`,
			name: `Person ${number}`,
			passwordHash: isReader ? await accounts.passwords.hash(readerPassword) : null,
		});
		await accounts.people.addMembership(id, organisationId, ['reader']);
		ids.push(id);
	}
	return ids;
}

async function createProcedure(app: App, organisationId: string): Promise<string> {
	const body = Array.from(
		{ length: 20 },
		(_, index) => `## Teil ${index}\n\n${'Ein Satz. '.repeat(40)}`,
	).join('\n\n');
	const fields = {
		steps: Array.from({ length: 12 }, (_, index) => ({ title: `Schritt ${index}`, text: 'Was zu tun ist.' })),
	};
	const item = { organisationId, type: 'procedure', language: 'de', title: 'Fundsachen', body, fields };
	const { id, revision } = await asHub(app, 'content.create', item);
	await asHub(app, 'content.publish', { itemId: id, language: 'de', revision, audience: ['own'] });
	return pathOf(app, String(id));
}

async function createCourse(app: App, organisationId: string, count: number) {
	const title = `Kurs mit ${count} Lektionen`;
	const created = await asHub(app, 'training.createCourse', { organisationId, title });
	const courseId = String(created['id']);
	let expectedRevision = created['revision'];
	const lessons: string[] = [];
	for (let number = 1; number <= count; number += 1) {
		const added = await asHub(app, 'training.addLesson', {
			courseId,
			expectedRevision,
			title: `Lektion ${number}`,
		});
		expectedRevision = added['revision'];
		lessons.push(String(added['lessonId']));
	}
	await asHub(app, 'training.publishCourse', { courseId, expectedRevision, audience: ['own'], major: true });
	return { courseId, lessons, course: await pathOf(app, courseId) };
}

async function pathOf({ content }: App, id: string): Promise<string> {
	const actor = systemActor('bench');
	const { url } = await content.open({ actor, languages: ['de'], types: ['course', 'procedure'] }, id);
	return url;
}

type Answer = Readonly<Record<string, unknown>>;

async function asHub(app: App, command: string, input: unknown): Promise<Answer> {
	const actor = systemActor('bench');
	const { reader } = await visitorFor({ ...app, types: app.content.types }, actor);
	return (await app.commands.execute(command, input, { actor, reader })) as Answer;
}

async function execute(app: App, personId: string, command: string, input: unknown): Promise<Answer> {
	const account = await findAccount(app.database, { id: personId });
	if (!account) throw new Error('A person that was just made is gone.');
	const { actor, reader } = await visitorFor({ ...app, types: app.content.types }, toActor(account, null), {
		account,
		session: null,
	});
	return (await app.commands.execute(command, input, { actor, reader })) as Answer;
}

async function timed(work: () => Promise<void>): Promise<number> {
	const started = performance.now();
	await work();
	return performance.now() - started;
}
