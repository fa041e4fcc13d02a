import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../test/harness/test-app.ts';

let hub: TestApp;

beforeAll(async () => {
	hub = await createTestApp({ plugins: ['procedures'] });
});

const steps = (...titles: readonly string[]) => ({ steps: titles.map((title) => ({ title, role: `Rolle ${title}` })) });

describe('a translation', () => {
	test('is outdated by a major publication of its source, also of a draft that was saved before', async () => {
		const { id, revision } = await translated();
		const saved = await save(id, 'de', revision, { body: 'Neu.' });
		await hub.as.author.execute('content.publish', { itemId: id, language: 'de', revision: saved, major: true });

		expect(await read(id, 'en')).toMatchObject({ outdated: true, basis: { revision: 1, newest: saved } });
		expect(await read(id, 'de')).toMatchObject({ outdated: false, basis: null });
		expect((await working(id)).variants).toMatchObject([
			{ language: 'de', isOutdated: false },
			{ language: 'en', isOutdated: true, basedOnRevision: 1 },
		]);
	});

	test('is not outdated by a minor one, nor by a draft', async () => {
		const { id, revision } = await translated();
		const saved = await save(id, 'de', revision, { body: 'Neu.' });
		await hub.as.author.execute('content.publish', { itemId: id, language: 'de', revision: saved });
		await save(id, 'de', saved, { body: 'Noch neuer.' });

		expect(await read(id, 'en')).toMatchObject({ outdated: false });
	});

	test('that was made from a draft is outdated by the first publication of another text', async () => {
		const { id, revision } = await hub.seed.item({ published: false });
		await hub.seed.variant(id, 'en', { title: 'Lost property' });
		const saved = await save(id, 'de', revision, { body: 'Ganz anders.' });
		await hub.as.author.execute('content.publish', { itemId: id, language: 'de', revision: saved });

		expect(await read(id, 'en')).toMatchObject({ outdated: true });
	});

	test('holds again once somebody confirms it, without a new version', async () => {
		const { id, source } = await outdated();
		await hub.as.author.execute('content.confirmTranslation', { itemId: id, language: 'en', sourceRevision: source });

		expect(await read(id, 'en')).toMatchObject({ outdated: false, revision: 2, basis: { revision: source } });
	});

	test('is not confirmed upon what readers of the source never saw, nor for the source itself', async () => {
		const { id, source } = await outdated();
		const draft = await save(id, 'de', source, { body: 'Entwurf.' });
		const confirm = (language: string, sourceRevision: number) =>
			hub.as.author.execute('content.confirmTranslation', { itemId: id, language, sourceRevision });

		await expect(confirm('en', draft)).rejects.toMatchObject({ code: 'request.notFound' });
		await expect(confirm('en', 2)).rejects.toMatchObject({ code: 'request.notFound' });
		await expect(confirm('de', source)).rejects.toMatchObject({ code: 'request.notFound' });
		await expect(confirm('de-simple', source)).rejects.toMatchObject({ code: 'request.notFound' });
	});

	test('is not confirmed while its steps stand in another order than those of the source', async () => {
		const { id, revision } = await hub.seed.item({ fields: steps('Annehmen', 'Stempeln') });
		const saved = await save(id, 'en', 0, { fields: { steps: [{ title: 'Take' }, { title: 'Stamp' }] } });
		await hub.as.author.execute('content.publish', { itemId: id, language: 'en', revision: saved });
		const source = await save(id, 'de', revision, { fields: steps('Stempeln', 'Annehmen') });
		await hub.as.author.execute('content.publish', { itemId: id, language: 'de', revision: source, major: true });

		await expect(
			hub.as.author.execute('content.confirmTranslation', { itemId: id, language: 'en', sourceRevision: source }),
		).rejects.toMatchObject({ code: 'content.translationDiffers' });
		expect((await read(id, 'en')).fields['steps']).toEqual([
			{ title: 'Take', role: 'Rolle Annehmen' },
			{ title: 'Stamp', role: 'Rolle Stempeln' },
		]);
	});

	test('keeps a major change noted when the same text is published again as a minor one', async () => {
		const { id, source } = await outdated();
		await hub.as.author.execute('content.unpublish', { itemId: id, language: 'de' });
		await hub.as.author.execute('content.publish', { itemId: id, language: 'de', revision: source });

		expect(await read(id, 'en')).toMatchObject({ outdated: true });
	});
});

describe('a restored version', () => {
	test('is a new draft with the old text, says where it is from, and changes nothing for readers', async () => {
		const { id, revision } = await hub.seed.item({ title: 'Alt', body: 'Alter Text.' });
		const saved = await save(id, 'de', revision, { title: 'Neu', body: 'Neuer Text.' });
		await hub.as.author.execute('content.publish', { itemId: id, language: 'de', revision: saved });

		const restored = await hub.as.author.execute('content.restoreRevision', { itemId: id, revision });

		const { reader } = await hub.as.author.visit();
		const history = await hub.app.content.history(reader, id, [3]);
		expect(restored).toEqual({ revision: 3 });
		expect(history).toMatchObject([
			{ number: 3, restoredFrom: 1, title: 'Alt', text: { body: 'Alter Text.' } },
			{ number: 2, restoredFrom: null, text: null },
			{ number: 1, text: null },
		]);
		expect(await read(id, 'de')).toMatchObject({ title: 'Neu', revision: 2 });
	});

	test('of a translation belongs to the language that it was written in, and to its source of then', async () => {
		const { id, source } = await outdated();
		const saved = await save(id, 'en', 2, { body: 'Adapted.', basedOnRevision: source });
		const { revision } = await hub.as.author.execute('content.restoreRevision', { itemId: id, revision: 2 });

		const { reader } = await hub.as.author.visit();
		expect(await hub.app.content.revision(reader, id, revision ?? 0)).toMatchObject({
			language: 'en',
			basedOnRevision: 1,
		});
		expect(revision).toBe(saved + 1);
	});
});

describe('versions', () => {
	test('are read by those who work on the item, and by nobody else', async () => {
		const { id } = await hub.seed.item({ audience: ['public'] });

		for (const who of ['reader', 'foreignAdmin', 'networkAdmin', 'anonymous'] as const) {
			const { reader } = await hub.as[who].visit();
			for (const reading of [
				() => hub.app.content.history(reader, id, [1]),
				() => hub.app.content.revision(reader, id, 1),
				() => hub.app.content.openVariant(reader, id, 'de'),
				() => hub.app.content.openVariant(reader, id, 'en'),
			]) {
				await expect(reading(), who).rejects.toMatchObject({ code: 'request.notFound' });
			}
		}
	});
});

async function translated() {
	const item = await hub.seed.item({ body: 'Alt.' });
	await hub.seed.variant(item.id, 'en', { title: 'Lost property' });
	return item;
}

/** With a translation, version 2, that was made from version 1. */
async function outdated() {
	const { id, revision } = await translated();
	const source = await save(id, 'de', revision, { body: 'Neu.' });
	await hub.as.author.execute('content.publish', { itemId: id, language: 'de', revision: source, major: true });
	return { id, source };
}

async function save(itemId: string, language: string, expectedRevision: number, text: object): Promise<number> {
	const { revision } = await hub.as.author.execute('content.saveDraft', {
		itemId,
		language,
		expectedRevision,
		title: 'Fundsachen',
		...text,
	});
	return revision ?? 0;
}

async function read(id: string, language: string) {
	const { reader } = await hub.as.reader.visit();
	return hub.app.content.read(reader, { id }, language);
}

async function working(id: string) {
	const { reader } = await hub.as.author.visit();
	return hub.app.content.open(reader, id);
}
