import { beforeAll, expect, test } from 'vitest';
import { seedCourse } from '../../../test/harness/courses.ts';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';
import { formattersFor } from '../../../src/l10n/formatters.ts';
import type { Training } from '../training.ts';
import { matrixCsv } from './matrix-csv.ts';
import { dutyOf } from './obligations.ts';

let hub: TestApp;
let training: Training;
beforeAll(async () => {
	hub = await createTestApp({ plugins: ['training'] });
	training = await hub.app.host.use('training');
});

const day = 86_400_000;
const everybody = { onlyOverdue: false, limit: 100, offset: 0 };

async function oblige(principal: string, obligation: Readonly<Record<string, unknown>> = {}) {
	const course = await seedCourse(hub, { title: `Pflicht ${Math.random()}`, lessons: ['Eins'] });
	await hub.as.admin.execute('training.addObligation', {
		organisationId: hub.network.alpha,
		courseId: course.id,
		principal,
		...obligation,
	});
	await hub.app.jobs.runDue();
	return course;
}

async function matrix() {
	const { actor } = await hub.as.admin.visit();
	return training.obligations.matrix(actor, hub.network.alpha, everybody);
}

test('an obligation concerns those it means, enrols them, and is done with the course', async () => {
	const course = await oblige(`role:${hub.network.alpha}:reader`, { everyMonths: 24 });
	await hub.as.reader.execute('training.completeLesson', {
		courseId: course.id,
		lessonId: course.lessons[0],
	});

	const { obligations, people } = await matrix();

	const column = obligations.findIndex(({ courseId }) => courseId === course.id);
	const dutyOfWho = (who: 'reader' | 'both' | 'trainer') =>
		people.find(({ id }) => id === hub.network.people[who])?.cells[column]?.duty ?? 'none';
	expect([dutyOfWho('reader'), dutyOfWho('both'), dutyOfWho('trainer')]).toEqual(['done', 'open', 'none']);
});

test('an obligation is not for another organisation’s people, nor set by others', async () => {
	const course = await seedCourse(hub, { audience: ['network'] });
	const adding = (who: 'admin' | 'trainer' | 'foreignAdmin', principal: string) =>
		hub.as[who].execute('training.addObligation', {
			organisationId: hub.network.alpha,
			courseId: course.id,
			principal,
		});

	await expect(adding('admin', `organisation:${hub.network.beta}`)).rejects.toMatchObject({
		code: 'command.inputInvalid',
	});
	await expect(adding('trainer', `organisation:${hub.network.alpha}`)).rejects.toMatchObject({
		code: 'access.denied',
	});
	await expect(adding('foreignAdmin', `organisation:${hub.network.alpha}`)).rejects.toMatchObject({
		code: 'request.notFound',
	});
});

test.each([
	['never done, and there is time', { completed_at: null, joined_at: 0 }, 'open'],
	['never done, and the time is over', { completed_at: null, joined_at: 0, late: 31 }, 'overdue'],
	[
		'joined yesterday, when the obligation was old',
		{ completed_at: null, joined_at: 99 * day, late: 31 },
		'open',
	],
	['done a year ago', { completed_at: 100 * day - 365 * day, joined_at: 0 }, 'done'],
	['done nearly two years ago', { completed_at: 100 * day - 700 * day, joined_at: 0 }, 'soon'],
	['done more than two years ago', { completed_at: 100 * day - 740 * day, joined_at: 0 }, 'overdue'],
])(
	'%s',
	(_, { late = 0, ...person }: { completed_at: number | null; joined_at: number; late?: number }, duty) => {
		const now = 100 * day;
		const obligation = { everyMonths: 24, withinDays: 30, createdAt: now - late * day };

		expect(dutyOf(obligation, person, now).duty).toBe(duty);
	},
);

test('the table is opened by spreadsheets without running what somebody is called', async () => {
	await oblige(`organisation:${hub.network.alpha}`);
	await hub.app.database.transaction((transaction) =>
		transaction
			.updateTable('people')
			.set({ name: '=HYPERLINK("http://evil.example")' })
			.where('id', '=', hub.network.people.author)
			.execute(),
	);

	const csv = matrixCsv(await matrix(), { t: hub.app.translator.for('de'), format: formattersFor('de') });

	expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
	expect(csv).not.toMatch(/^=|;=/m);
});
