import { beforeAll, expect, test } from 'vitest';
import { reviewsFor } from '../../../src/host/reviews/reviews-for.ts';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';
import type { Training } from '../training.ts';

let hub: TestApp;
let training: Training;
beforeAll(async () => {
	hub = await createTestApp({ plugins: ['training'] });
	training = await hub.app.host.use('training');
});

interface Draft {
	readonly id: string;
	readonly title: string;
	readonly revision: number;
}

/** A draft of a course with a lesson. */
async function draft(title: string): Promise<Draft> {
	const { id } = await hub.as.trainer.execute('training.createCourse', {
		...{ organisationId: hub.network.alpha, title, template: 'briefing' },
	});
	return { id: String(id), title, revision: await revisionOf(String(id)) };
}

async function revisionOf(id: string): Promise<number> {
	return (await training.drafts.open((await hub.as.trainer.visit()).reader, id)).revision;
}

/** Past the page for it, as imports and other clients save a text. */
async function require(course: Draft, ...required: readonly Draft[]): Promise<Draft> {
	const { text } = await training.drafts.open((await hub.as.trainer.visit()).reader, course.id);
	const saved = await hub.as.trainer.execute('content.saveDraft', {
		...{ itemId: course.id, language: 'de', expectedRevision: text.number, title: course.title },
		fields: { ...text.fields, prerequisites: required.map(({ id }) => `item:${id}`) },
	});
	return { ...course, revision: Number(saved['revision']) };
}

const publish = async ({ id }: Draft, audience: readonly string[] = ['own']) =>
	hub.as.admin.execute('training.publishCourse', {
		...{ courseId: id, expectedRevision: await revisionOf(id), audience, major: true },
	});

async function isPublished({ id }: Draft): Promise<boolean> {
	return (await hub.app.content.open((await hub.as.trainer.visit()).reader, id)).publishedAt !== null;
}

test('two drafts that require each other: the second to be published is refused, and the sentence names both', async () => {
	const [first, second] = [await draft('Hinweg'), await draft('Rückweg')];
	await require(first, second);
	await require(second, first);

	await publish(first);

	await expect(publish(second)).rejects.toMatchObject({
		reason: 'training.error.prerequisiteCircle',
		values: { circle: '„Rückweg“ → „Hinweg“ → „Rückweg“' },
	});
	expect(await isPublished(second)).toBe(false);
	await require(second);
	await publish(second);
	expect(await isPublished(second)).toBe(true);
});

test('a circle of any length is refused by every way of publishing, and a course that requires itself too', async () => {
	const [a, b, c, d] = [await draft('A'), await draft('B'), await draft('C'), await draft('D')];
	for (const [course, required] of [
		[a, b],
		[b, c],
		[c, d],
	] as const)
		await publish(await require(course, required));
	const closing = await require(d, a);

	const target = { itemId: d.id, language: 'de', revision: closing.revision, audience: ['own'] };
	await expect(hub.as.admin.execute('content.publish', target)).rejects.toMatchObject({
		values: { circle: '„D“ → „A“ → „B“ → „C“ → „D“' },
	});
	const { revision } = await require(d, d);
	await expect(hub.as.admin.execute('content.publish', { ...target, revision })).rejects.toMatchObject({
		values: { circle: '„D“ → „D“' },
	});
});

test('a planned publication that would close a circle does not come, and its page says why', async () => {
	const [first, second] = [await draft('Montag'), await draft('Dienstag')];
	await require(first, second);
	const { revision } = await require(second, first);
	await hub.as.admin.execute('content.schedule', {
		...{ itemId: second.id, language: 'de', revision, audience: ['own'] },
		publishAt: new Date(Date.now() + 60_000).toISOString(),
	});
	await publish(first);

	await hub.app.database.transaction((transaction) =>
		transaction.updateTable('jobs').set({ run_at: 1 }).where('type', '=', 'core.publishScheduled').execute(),
	);
	await hub.app.jobs.runDue();

	expect(await isPublished(second)).toBe(false);
	const { schedule } = await reviewsFor(hub.app, await hub.as.admin.visit()).ofVariant(second.id, 'de');
	expect(schedule).toMatchObject({
		failure: 'command.refused',
		refusal: {
			reason: 'training.error.prerequisiteCircle',
			values: { circle: '„Dienstag“ → „Montag“ → „Dienstag“' },
		},
	});
});

test('the problems of a draft name the circle before anything is published, until one requirement is gone', async () => {
	const [first, second] = [await draft('Huhn'), await draft('Ei')];
	await require(first, second);
	await require(second, first);
	const circlesOf = async (course: Draft) => {
		await hub.app.problems.refresh();
		const { reader } = await hub.as.trainer.visit();
		const kinds = ['training.prerequisiteCircle'];
		const found = await hub.app.problems.list(reader, { kinds, limit: 500 });
		return found.filter(({ itemId }) => itemId === course.id).map(({ values }) => values['circle']);
	};

	expect(await circlesOf(first)).toEqual(['„Huhn“ → „Ei“ → „Huhn“']);
	await hub.as.trainer.execute('training.setPrerequisites', {
		...{ courseId: second.id, expectedRevision: await revisionOf(second.id), prerequisites: [] },
	});

	expect(await circlesOf(second)).toEqual([]);
	expect(await circlesOf(first)).toEqual([]);
});

test('on the page of requirements no draft closes a circle, and of two circles one can be opened first', async () => {
	const [first, second, third] = [await draft('Eins'), await draft('Zwei'), await draft('Drei')];
	await publish(second);
	await publish(third);
	const requiring = async ({ id: courseId }: Draft, ...required: readonly Draft[]) =>
		hub.as.trainer.execute('training.setPrerequisites', {
			...{ courseId, expectedRevision: await revisionOf(courseId) },
			prerequisites: required.map(({ id }) => id),
		});
	await requiring(first, second);
	await publish(first);

	await expect(requiring(second, first)).rejects.toMatchObject({
		values: { circle: '„Zwei“ → „Eins“ → „Zwei“' },
	});
	await require(first, second, third);
	await require(second, first);
	await require(third, first);

	await expect(requiring(first, third)).resolves.toBeDefined();
});

test('a course of others that nobody of the organisation may read is in the circle without its title', async () => {
	const [own, foreign] = [await draft('Unser Kurs'), await draft('Geheimer Kurs')];
	await publish(await require(foreign, own), ['own']);
	await hub.app.database.transaction(async (transaction) => {
		await transaction
			.updateTable('items')
			.set({ organisation_id: hub.network.beta })
			.where('id', '=', foreign.id)
			.execute();
		await transaction
			.updateTable('item_audience')
			.set({ principal: `organisation:${hub.network.beta}` })
			.where('item_id', '=', foreign.id)
			.execute();
	});

	await expect(publish(await require(own, foreign))).rejects.toMatchObject({
		values: { circle: '„Unser Kurs“ → … → „Unser Kurs“' },
	});
});
