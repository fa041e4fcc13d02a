import { beforeAll, expect, test } from 'vitest';
import { itemTitles } from '../src/content/item-titles.ts';
import { noteQueries } from './harness/asked-queries.ts';
import { startTestHub, type TestHub } from './harness/test-hub.ts';
import type { Who } from './harness/test-network.ts';

let hub: TestHub;
const statements: string[] = [];

beforeAll(async () => {
	hub = await startTestHub({ onQuery: noteQueries(statements) });
});

/** A text that links to one that everybody reads, one that is only written yet, and a stranger's. */
async function linkingText() {
	const known = await hub.seed.item({ title: 'Schlüssel <b>ausgeben' });
	const begun = await hub.seed.item({ title: 'Schlüssel zählen', published: false });
	const secret = await hub.seed.item({ title: 'Kassensturz', owner: 'beta' });
	const links = [known, begun, secret].map(({ id }) => `[[${id}]]`).join(', ');
	const named = `[[procedure/${known.slug}]] und [[${known.id}|diese Liste]]`;
	const item = await hub.seed.item({ title: 'Dienstschluss', body: `Siehe ${links}.` });
	await hub.as.author.execute('content.saveDraft', {
		...{ itemId: item.id, language: 'de', expectedRevision: 1, title: 'Dienstschluss' },
		body: `Siehe ${links}, ${named}.\n\nAbends ${links}.`,
	});
	return { item, ids: [known.id, begun.id, secret.id] };
}

test.each([
	['a review', (reviewId: string) => `/reviews/${reviewId}?view=text`],
	['what has changed, for who decides', (reviewId: string) => `/reviews/${reviewId}?view=side`],
	['a version', (_: string, itemId: string) => `/content/${itemId}/history?revision=2`],
	['a comparison', (_: string, itemId: string) => `/content/${itemId}/compare?from=1&to=2`],
])('%s calls linked texts by their titles, and not by what nobody reads', async (_, pathOf) => {
	const { item, ids } = await linkingText();
	const { reviewId } = await hub.as.author.execute('content.submitForReview', {
		...{ itemId: item.id, language: 'de', revision: 2 },
	});

	const { text } = await hub.as.approver.get(pathOf(String(reviewId), item.id));

	const [, main = ''] = text.split('<main');
	expect(main).toContain('Schlüssel &lt;b&gt;ausgeben');
	expect(main).toContain('Schlüssel zählen');
	expect(main).toContain('diese Liste');
	expect(main).not.toContain('Kassensturz');
	for (const id of ids) expect(main).not.toContain(id);
});

test('a linked text is called by its draft only where somebody works on it', async () => {
	const target = await hub.seed.item({ title: 'Urlaub beantragen', audience: ['network'] });
	await hub.as.author.execute('content.saveDraft', {
		...{ itemId: target.id, language: 'en', expectedRevision: 0, title: 'Secret plans' },
	});
	const titleFor = async (who: Who) => {
		const { reader } = await hub.as[who].visit();
		const titles = await itemTitles(hub.app.database, { ...reader, languages: ['en'] }, hub.network.alpha, [
			target.id,
		]);
		return titles.get(target.id);
	};

	expect(await titleFor('author')).toBe('Secret plans');
	expect(await titleFor('reader')).toBe('Urlaub beantragen');
	expect(await titleFor('foreignAdmin')).toBe('Urlaub beantragen');
});

test('however many parts of a text link to others, their titles are asked for once', async () => {
	const target = await hub.seed.item({ title: 'Schlüssel' });
	const steps = Array.from({ length: 9 }, (_, number) => ({
		title: `Schritt ${number}`,
		text: `Siehe [[${target.id}]].`,
	}));
	const item = await hub.seed.item({ body: `Siehe [[${target.id}]].`, fields: { steps }, published: false });
	const { reviewId } = await hub.as.author.execute('content.submitForReview', {
		...{ itemId: item.id, language: 'de', revision: item.revision },
	});
	const path = `/reviews/${reviewId}?view=text`;
	await hub.as.approver.get(path);
	statements.splice(0);

	const { text } = await hub.as.approver.get(path);

	expect(text.split('Siehe <mark>Schlüssel</mark>').length).toBeGreaterThan(10);
	expect(statements.length, statements.join('\n')).toBeLessThanOrEqual(6);
});

test('words around a title can be commented on', async () => {
	const { item } = await linkingText();
	const quote = 'Abends Schlüssel <b>ausgeben';

	await hub.as.author.execute('content.comment', {
		...{ itemId: item.id, language: 'de', revision: 2, quote, text: 'Auch mittags?' },
	});

	const { text } = await hub.as.author.get(`/content/${item.id}/edit`);
	expect(text).toContain('Auch mittags?');
	expect(text).not.toContain('Stelle nicht mehr vorhanden');
});

test('a link to another text of the same title is still a change', async () => {
	const [one, other] = [await hub.seed.item({ title: 'Plan' }), await hub.seed.item({ title: 'Plan' })];
	const item = await hub.seed.item({ body: `Siehe [[${one.id}]].` });
	await hub.as.author.execute('content.saveDraft', {
		...{ itemId: item.id, language: 'de', expectedRevision: 1, title: 'Fundsachen verwahren' },
		body: `Siehe [[${other.id}]].`,
	});

	const { text } = await hub.as.author.get(`/content/${item.id}/compare?from=1&to=2`);

	expect(text).toContain('data-kind="changed"');
});
