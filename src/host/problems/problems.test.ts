import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/harness/test-app.ts';
import type { ListedProblem } from './problems.ts';

let hub: TestApp;
beforeAll(async () => {
	hub = await createTestApp({ plugins: ['procedures', 'plain-language'] });
});

const coreKinds = () => hub.app.problems.declarations().map(({ id }) => id);

async function listed(
	who: keyof TestApp['as'],
	itemId: string,
	mine = false,
): Promise<readonly ListedProblem[]> {
	await hub.app.problems.refresh();
	const { reader } = await hub.as[who].visit();
	const all = await hub.app.problems.list(reader, { kinds: coreKinds(), mine, hints: true, limit: 500 });
	return all.filter((problem) => problem.itemId === itemId);
}

const kindsOf = (problems: readonly ListedProblem[]) => problems.map(({ kind }) => kind);

describe('a text', () => {
	test.each([
		['a link to nothing', 'Siehe [[procedure/gibt-es-nicht]].', 'core.deadLink'],
		['a link to an id that is none', '[Hier](item:0198aaaa-0000-7000-8000-000000000000)', 'core.deadLink'],
		['an image without words', '![](file:bild.png)', 'core.missingAlternative'],
		['a placeholder without a value', 'Fax: {{organisation.fax}}', 'core.emptyPlaceholder'],
		[
			'a letterhead that nobody has uploaded',
			'{{organisation.letterhead}} Guten Tag',
			'core.emptyPlaceholder',
		],
		['a misspelt placeholder', 'Heute ist {{tody + 1 day}}.', 'core.emptyPlaceholder'],
		['a question outside of a form', 'Guten Tag {{ask.clientName}}', 'core.emptyPlaceholder'],
		['a condition without an end', 'Das {{#if organisation.fax}} Fax', 'core.emptyPlaceholder'],
		['an end of nothing', 'Das Fax {{/if}}', 'core.emptyPlaceholder'],
		['a skipped heading', '## Eins\n\n#### Zwei', 'core.skippedHeading'],
		['a place that is to be filled in', 'Der Schlüssel hängt [hier ergänzen: wo?].', 'core.openPlace'],
		['a hard sentence', 'Das Formular wird evtl. verschickt.', 'plain-language.findings'],
	])('with %s has a problem there', async (_, body, kind) => {
		const { id } = await hub.seed.item({ body });

		const found = (await listed('author', id)).filter((problem) => problem.kind === kind);

		expect(found.length).toBeGreaterThan(0);
		for (const { field, start, end } of found) {
			expect(field).toBe('body');
			expect(body.slice(start ?? 0, end ?? 0).trim()).not.toBe('');
		}
	});

	test.each([
		['code', '```\n[[procedure/gibt-es-nicht]] ![](x.png)\n#### Zwei\n```'],
		[
			'a placeholder that only stands there with a value',
			'{{#if organisation.fax}}Fax {{organisation.fax}}{{/if}} {{#each organisation.sites}}{{name}}{{/each}}',
		],
		['days and the reader', '{{today}} {{date + 14 days}} {{person.name}}'],
		['a link that says so', '[bitte ausfüllen: der Bogen](https://amt.example/bogen)'],
		['what is right', '## Eins\n\n### Zwei\n\n![Ein Haus](file:haus.png) {{organisation.name}}'],
	])('with %s has none', async (_, body) => {
		const { id } = await hub.seed.item({ body });

		expect(kindsOf(await listed('author', id)).filter((kind) => kind.startsWith('core.'))).toEqual([]);
	});

	test('that links to another has a problem once the other is archived, and none when it comes back', async () => {
		const target = await hub.seed.item({ title: 'Ziel' });
		const { id } = await hub.seed.item({ body: `Siehe [[${target.id}]].` });

		expect(kindsOf(await listed('author', id))).not.toContain('core.deadLink');
		await hub.as.author.execute('content.archive', { itemId: target.id });
		expect(kindsOf(await listed('author', id))).toContain('core.deadLink');
		await hub.as.author.execute('content.unarchive', { itemId: target.id });
		expect(kindsOf(await listed('author', id))).not.toContain('core.deadLink');
	});

	test('that nobody reads yet may link to another that nobody reads yet', async () => {
		const target = await hub.seed.item({ title: 'Ziel', published: false });
		const draft = await hub.seed.item({ body: `Siehe [[${target.id}]].`, published: false });
		const { id } = await hub.seed.item({ body: `Siehe [[${target.id}]].` });

		expect(await listed('author', draft.id)).toMatchObject([
			{ message: 'problem.deadLink.unpublished', severity: 'information' },
		]);
		expect(await listed('author', id)).toMatchObject([
			{ message: 'problem.deadLink.unpublished', severity: 'error' },
		]);
	});

	test('has hints beside its problems, which are listed for whoever asks for them', async () => {
		const { id } = await hub.seed.item({ body: '![](x.png)\n\nDas Formular wird evtl. verschickt.' });
		await hub.app.problems.refresh();
		const { reader } = await hub.as.author.visit();
		const severities = async (hints: boolean) => {
			const all = await hub.app.problems.list(reader, { kinds: coreKinds(), hints, limit: 500 });
			return new Set(all.flatMap(({ itemId, severity }) => (itemId === id ? [severity] : [])));
		};

		expect(await severities(true)).toEqual(new Set(['error', 'information']));
		expect(await severities(false)).toEqual(new Set(['error']));
	});

	test('that links to what its organisation cannot read is told the same as of what is not there', async () => {
		const secret = await hub.seed.item({ owner: 'beta', title: 'Geheim' });
		const { id } = await hub.seed.item({ body: `Siehe [[${secret.id}]].` });

		expect(kindsOf(await listed('author', id))).toContain('core.deadLink');
	});

	test('whose review has passed has a problem', async () => {
		const { id } = await hub.seed.item();
		await listed('author', id);
		await hub.app.database.transaction((transaction) =>
			transaction
				.updateTable('items')
				.set({ review_due_at: Date.now() - 1000, updated_at: Date.now() + 1 })
				.where('id', '=', id)
				.execute(),
		);

		expect(kindsOf(await listed('author', id))).toContain('core.reviewOverdue');
	});

	test('that was translated from an older version has a problem after a major change of the source', async () => {
		const { id, revision } = await hub.seed.item({ title: 'Ausgang' });
		await hub.seed.variant(id, 'en', { title: 'Source' });
		expect(kindsOf(await listed('author', id))).not.toContain('core.outdatedVariant');
		await hub.as.author.execute('content.saveAndPublish', {
			itemId: id,
			language: 'de',
			expectedRevision: revision,
			title: 'Ausgang',
			body: 'Neu.',
			major: true,
			audience: ['own'],
		});

		expect((await listed('author', id)).filter(({ kind }) => kind === 'core.outdatedVariant')).toMatchObject([
			{ language: 'en' },
		]);
	});

	test('that was corrected has none any more', async () => {
		const { id, revision } = await hub.seed.item({ body: '![](file:bild.png)' });
		expect(kindsOf(await listed('author', id))).toContain('core.missingAlternative');

		await hub.as.author.execute('content.saveDraft', {
			itemId: id,
			language: 'de',
			expectedRevision: revision,
			title: 'Gut',
			body: '![Ein Haus](file:bild.png)',
		});

		expect(kindsOf(await listed('author', id))).not.toContain('core.missingAlternative');
	});
});

describe('the list', () => {
	test('holds what one works on, and nothing of others', async () => {
		const { id } = await hub.seed.item({ body: '![](file:bild.png)', audience: ['network'] });

		expect(await listed('author', id)).not.toEqual([]);
		expect(await listed('reader', id)).toEqual([]);
		expect(await listed('foreignAdmin', id)).toEqual([]);
		expect(await listed('anonymous', id)).toEqual([]);
	});

	test('is read in one query', async () => {
		let queries = 0;
		const counting = await createTestApp({ plugins: ['procedures'], onQuery: () => (queries += 1) });
		await counting.seed.item({ body: '![](file:bild.png)' });
		await counting.app.problems.refresh();
		const { reader } = await counting.as.author.visit();
		queries = 0;

		await counting.app.problems.list(reader, { kinds: ['core.missingAlternative'], limit: 10 });

		expect(queries).toBe(1);
	});

	test('forgets the words of a text with its revision', async () => {
		const { id } = await hub.seed.item({ body: 'Das Formular wird evtl. verschickt.' });
		expect(await listed('author', id)).not.toEqual([]);

		await hub.app.database.transaction((transaction) =>
			transaction.deleteFrom('revisions').where('item_id', '=', id).execute(),
		);

		expect(await listed('author', id)).toEqual([]);
	});

	test('is made by a job that saving asks for', async () => {
		const { id } = await hub.seed.item({ body: '![](file:bild.png)' });
		const { query } = hub.app.database;

		await expect
			.poll(() => query.selectFrom('jobs').select('type').where('type', '=', 'core.findProblems').execute(), {
				timeout: 60_000,
			})
			.not.toEqual([]);
		expect(id).toBeTruthy();
	});
});

test('every text is looked at once, however many there are', async () => {
	const { app, seed } = await createTestApp({ plugins: ['procedures'] });
	await app.problems.refresh();
	await Promise.all(Array.from({ length: 230 }, () => seed.item({ published: false })));
	let looked = 0;

	await app.problems.refresh({ progress: () => (looked += 1) });

	const rows = await app.database.query
		.selectFrom('item_variants')
		.leftJoin('problem_checks', 'problem_checks.item_id', 'item_variants.item_id')
		.where('problem_checks.item_id', 'is', null)
		.select('item_variants.item_id')
		.execute();
	expect(rows).toEqual([]);
	expect(looked).toBe(230);
});

test('a check that fails finds nothing and keeps no other from looking', async () => {
	const { checks, found } = await failing();

	expect(found.map(({ kind }) => kind)).toEqual(['test.works']);
	expect(checks.declarations()).toHaveLength(2);
});

async function failing() {
	const { createProblemChecks } = await import('./problem-checks.ts');
	const { vi } = await import('vitest');
	const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
	const checks = createProblemChecks();
	const declare = (id: string) =>
		checks.declare([{ id, title: id, severity: 'error', pluginId: null }], () => Promise.resolve());
	declare('test.fails');
	declare('test.works');
	checks.register('test.fails', { check: () => Promise.reject(new Error('No.')) });
	checks.register('test.works', { check: () => [{ message: 'problem.deadLink.found' }] });
	const found = await checks.run({
		itemId: '1',
		organisationId: '1',
		language: 'de',
		basedOnRevision: null,
		asks: false,
		texts: [],
	});
	said.mockRestore();
	return { checks, found };
}

test('what a plugin found that is off for the organisation is not told to anybody there', async () => {
	const { app, as, network, seed } = hub;
	const body = 'Fax: {{organisation.fax}}. Das Formular wird evtl. verschickt.';
	const { id } = await seed.item({ body });
	const text = { itemId: id, language: 'de', title: 'Fax', summary: '', body };
	await app.problems.refresh();
	const told = async () => {
		const answer = JSON.stringify(await as.author.execute('problems.find', text));
		return [answer.includes('evtl.'), answer.includes('fax')];
	};
	const { reader } = await as.author.visit();
	const all = await app.problems.countMine(reader, coreKinds());
	const ofCore = await app.problems.countMine(
		reader,
		coreKinds().filter((kind) => kind.startsWith('core.')),
	);

	expect(await told()).toEqual([true, true]);
	expect(await as.author.execute('problems.count')).toEqual({ count: all });
	const off = { organisationId: network.alpha, pluginId: 'plain-language', enabled: false };
	await as.admin.execute('plugins.switch', off);

	expect(await told()).toEqual([false, true]);
	expect(await as.author.execute('problems.count')).toEqual({ count: ofCore });
	await as.admin.execute('plugins.switch', { ...off, enabled: true });
});
