import { beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';
import type { Who } from '../../test/harness/test-network.ts';
import { walkthroughsFor } from './walkthroughs-for.ts';

let hub: TestApp;
beforeAll(async () => {
	hub = await createTestApp({ plugins: ['procedures', 'favourites', 'first-steps', 'training'] });
});

async function doneBy(who: Who, id: string): Promise<readonly string[]> {
	const walkthroughs = walkthroughsFor(hub.app, await hub.as[who].visit());
	const found = walkthroughs.find((walkthrough) => walkthrough.id === id);
	return found?.steps.filter(({ done }) => done).map((step) => step.id) ?? [];
}

test('a step ticks itself off when its command was done, for this person alone', async () => {
	const { id } = await hub.seed.item({ audience: ['network'] });

	await hub.as.reader.execute('favourites.add', { itemId: id });

	expect(await doneBy('reader', 'first-steps.reader')).toEqual(['favourite']);
	expect(await doneBy('author', 'first-steps.reader')).toEqual([]);
});

test('what failed ticks nothing off', async () => {
	await hub.as.approver.execute('favourites.add', { itemId: 'nothing' }).catch(() => undefined);

	expect(await doneBy('approver', 'first-steps.reader')).toEqual([]);
});

test('a step can be ticked off by hand, and the tick taken back', async () => {
	const step = { walkthrough: 'first-steps.reader', step: 'search' };
	await hub.as.trainer.execute('walkthroughs.markStep', step);
	const marked = await doneBy('trainer', 'first-steps.reader');

	await hub.as.trainer.execute('walkthroughs.markStep', { ...step, done: false });

	expect(marked).toEqual(['search']);
	expect(await doneBy('trainer', 'first-steps.reader')).toEqual([]);
});

test('a step is done once its condition holds, whoever saw to it', async () => {
	await hub.as.foreignReader.execute('accounts.changePreferences', { interfaceLanguage: 'de-simple' });

	expect(await doneBy('foreignReader', 'first-steps.reader')).toEqual(['display']);
});

test('of what was put away nothing is recorded any longer', async () => {
	await hub.as.admin.execute('walkthroughs.putAway', { walkthrough: 'first-steps.administrator' });

	await hub.as.admin.execute('content.createCollection', {
		organisationId: hub.network.alpha,
		title: 'Notfall',
	});

	const [first] = walkthroughsFor(hub.app, await hub.as.admin.visit());
	expect(first).toMatchObject({ id: 'first-steps.administrator', putAway: true });
	expect(await marksOf('admin')).toEqual(['first-steps.administrator']);
});

test('who one is decides which first steps there are', async () => {
	const idsOf = async (who: Who) => walkthroughsFor(hub.app, await hub.as[who].visit()).map(({ id }) => id);

	expect(await idsOf('admin')).toEqual(['first-steps.administrator', 'first-steps.reader']);
	expect(await idsOf('author')).toEqual(['first-steps.author', 'first-steps.reader']);
	expect(await idsOf('trainer')).toEqual(['training.trainer', 'first-steps.reader']);
	expect(await idsOf('reader')).toEqual(['first-steps.reader']);
});

test('steps that are not there, and walkthroughs that are not, are not found', async () => {
	const mark = (walkthrough: string, step: string) =>
		hub.as.reader.execute('walkthroughs.markStep', { walkthrough, step });

	await expect(mark('first-steps.reader', 'nothing')).rejects.toMatchObject({ code: 'request.notFound' });
	await expect(mark('nothing.at-all', 'search')).rejects.toMatchObject({ code: 'request.notFound' });
});

test('a mark is set once, and no command lets a person write others', async () => {
	const { id } = await hub.seed.item({ audience: ['network'] });
	await hub.as.reader.execute('favourites.add', { itemId: id });

	const changing = hub.as.reader.execute('accounts.changePreferences', { walkthroughs: ['x'] });

	await expect(changing).rejects.toMatchObject({ code: 'command.inputInvalid' });
	expect(await marksOf('reader')).toEqual(['first-steps.reader/favourite']);
});

async function marksOf(who: Who) {
	const { account } = await hub.as[who].visit();
	return account?.preferences.walkthroughs;
}
