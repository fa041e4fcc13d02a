import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { noteQueries } from '../harness/asked-queries.ts';
import { seedCourse, type SeededCourse } from '../harness/courses.ts';
import { untilSettled } from '../harness/database-state.ts';
import { startTestHub, type TestHub } from '../harness/test-hub.ts';
import type { Who } from '../harness/test-network.ts';
import { createPackages, type PackageObjects } from '../matrix/packages.ts';

const mostQueries = 6;

let hub: TestHub;
let request: string;
let source: string;
let course: SeededCourse;
let template: string;
let date: string;
let packages: PackageObjects;
/** A question about an item, with an answer. */
let question: string;
const statements: string[] = [];

beforeAll(async () => {
	hub = await startTestHub({ onQuery: noteQueries(statements) });
	const { as, seed } = hub;
	const { url } = await seed.item({ title: 'Dienstplan', owner: 'beta' });
	const own = await seed.item({ title: 'Schlüssel' });
	await seed.item({ title: 'Halb fertig', published: false });
	await as.reader.execute('favourites.add', { itemId: own.id });
	await as.author.execute('favourites.add', { itemId: own.id });
	await as.reader.execute('feedback.reportMistake', { itemId: own.id, language: 'de', text: 'Falsch.' });
	await as.reader.execute('feedback.requestAccess', { address: url, text: 'Bitte' });
	await as.anonymous.execute('legal.reportBarrier', { text: 'Knopf ohne Namen' });
	await as.reader.execute('search.reportMiss', { text: 'Raumstation' });
	const { text } = await as.foreignAdmin.get('/feedback');
	const lessons = Array.from({ length: 20 }, (_, index) => `Lektion ${index}`);
	packages = await createPackages(hub, 'alpha');
	template = (await seed.item({ type: 'template', body: '{{organisation.bank}} {{ask.name}} [[Schlüssel]]' }))
		.url;
	course = await seedCourse(hub, { title: 'Langer Kurs', lessons, items: [packages.id] });
	await as.reader.execute('training.enrol', { courseId: course.id });
	const { id: dateId } = await as.trainer.execute('training.addDate', {
		...{ courseId: course.id, startsAt: '2099-05-03T09:00', endsAt: '2099-05-03T12:00' },
	});
	date = `/training/dates/${String(dateId)}`;
	const principal = `organisation:${hub.network.alpha}`;
	await as.trainer.execute('training.addTarget', { courseId: course.id, principal });
	await as.admin.execute('training.addObligation', {
		...{ organisationId: hub.network.alpha, courseId: course.id, principal },
	});
	const asked = await as.reader.execute('chat.ask', {
		...{ itemId: own.id, clientId: crypto.randomUUID(), text: 'Wo liegt er?' },
	});
	const roomId = String(asked['roomId']);
	await as.author.execute('chat.send', {
		...{ roomId, threadId: asked['id'], clientId: crypto.randomUUID(), text: 'Am Empfang' },
	});
	question = `/chat/rooms/${roomId}/${String(asked['number'])}`;
	await untilSettled(hub.app);
	const root = hub.app.config.openFolders[0]?.path ?? '';
	mkdirSync(join(root, 'Ordner'), { recursive: true });
	const { id: sourceId } = await as.admin.execute('documents.addFolderSource', {
		...{ organisationId: hub.network.alpha, name: 'Ablage', root, folder: '', audience: ['own'] },
	});
	await hub.app.jobs.runDue();
	await untilSettled(hub.app);
	source = `/documents/sources/folders/${String(sourceId)}`;
	request = /\/feedback\/requests\/[^"?]+/.exec(text)?.[0] ?? '';
});

/** Its package, which is the last of its lessons. */
const playing = () =>
	`/training/packages/${packages.id}?course=${course.id}&lesson=${course.lessons.at(-1) ?? ''}&n=${Math.random()}`;
const home = () => '/';
const erase = () => `/admin/people/${hub.network.people.reader}/erase`;
/** Another address each time, so that no page is one that was kept. */
const anew = (path: string) => `${path}?n=${Math.random()}`;
const pages: readonly (readonly [Who, () => string])[] = [
	['reader', home],
	['author', home],
	['admin', home],
	['networkAdmin', home],
	['admin', erase],
	['networkAdmin', erase],
	['foreignAdmin', () => request],
	['reader', () => '/documents/sources'],
	['reader', () => source],
	['reader', () => anew(template)],
	['reader', () => anew('/templates/ours')],
	['reader', () => anew(course.url)],
	['reader', () => anew(`${course.url}/${course.lessons[3]}`)],
	['reader', () => anew('/training')],
	...['outline', 'preview', 'rules', 'participants', 'dates'].map(
		(page) => ['trainer', () => anew(`/training/courses/${course.id}/${page}`)] as const,
	),
	['trainer', () => `/training/courses/${course.id}/embed?find=dienstplan&n=${Math.random()}`],
	['trainer', () => `/training/courses/${course.id}/prerequisites?find=kurs&n=${Math.random()}`],
	['reader', () => anew(date)],
	['trainer', () => anew(`${date}/attendance`)],
	['trainer', () => anew(`${date}/edit`)],
	['admin', () => anew('/training/obligations')],
	['admin', () => anew('/training/completions')],
	['reader', () => anew('/training/certificates')],
	['reader', playing],
	['reader', () => anew(packages.url)],
	['reader', () => anew(packages.mediaUrl)],
	['admin', () => anew(`/training/import/${packages.importId}`)],
	['author', () => anew(question)],
	['author', () => anew(question.replace(/\/\d+$/, ''))],
	['reader', () => anew(`${question}/edit`)],
	['reader', () => '/chat/search?q=empfang'],
];

test.each(pages)('a page costs at most six queries: %s, %s', async (who, path) => {
	// The first opening of all activates plugins.
	await hub.as[who].get(path());
	statements.splice(0);

	const { status } = await hub.as[who].get(path());

	expect(status).toBe(200);
	expect(statements.length, statements.join('\n')).toBeLessThanOrEqual(mostQueries);
});
