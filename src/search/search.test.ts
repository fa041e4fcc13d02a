import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { defaultRequest, openTestIndex, type TestIndex } from './test-index.ts';
import { recordUse } from './usage.ts';

let index: TestIndex;
beforeEach(async () => {
	index = await openTestIndex();
});
afterEach(() => index.close());

const titles = [
	'Leistungsfortzahlung bei Arbeitsunfähigkeit',
	'Leistungen zur Teilhabe am Arbeitsleben',
	'Überprüfung der Maßnahmen zur Frühförderung',
	'Auskunftspflicht des Arbeitgebers',
	'Regelungen zu Bedarfen für Bildung',
	'Fortzahlung des Entgelts',
	'Urlaub und Freistellung',
	'Hilfe zur Pflege',
	'Pflege und Hilfe im Haushalt',
];

describe('what people type', () => {
	beforeEach(() => index.add(...titles.map((title) => ({ title }))));

	test.each([
		['the title itself', 'Auskunftspflicht des Arbeitgebers', 'Auskunftspflicht des Arbeitgebers'],
		['inflected words', 'urlaube freistellungen', 'Urlaub und Freistellung'],
		['the verb for the noun', 'leisten teilhaben', 'Leistungen zur Teilhabe am Arbeitsleben'],
		['a shorter relative', 'regeln bedarf', 'Regelungen zu Bedarfen für Bildung'],
		['the parts of a compound', 'leistung fortzahlung', 'Leistungsfortzahlung bei Arbeitsunfähigkeit'],
		[
			'umlauts spelt out',
			'ueberpruefung massnahmen fruehfoerderung',
			'Überprüfung der Maßnahmen zur Frühförderung',
		],
		[
			'umlauts without their dots',
			'uberprufung fruhforderung',
			'Überprüfung der Maßnahmen zur Frühförderung',
		],
		['capitals', 'AUSKUNFTSPFLICHT', 'Auskunftspflicht des Arbeitgebers'],
		['a letter too few', 'Auskunftsplicht', 'Auskunftspflicht des Arbeitgebers'],
		['letters swapped', 'Freistellnug', 'Urlaub und Freistellung'],
		['two slips in a long word', 'Leistungsfotzahlugn', 'Leistungsfortzahlung bei Arbeitsunfähigkeit'],
		['the beginning of a word', 'Auskunftspf', 'Auskunftspflicht des Arbeitgebers'],
		['a word that nobody wrote among others', 'Urlaub xyzzyplugh', 'Urlaub und Freistellung'],
	])('%s', async (_, text, wanted) => {
		expect((await index.find(text))[0]).toBe(wanted);
	});

	test('words in quotes stand one after the other', async () => {
		expect(await index.find('"Hilfe zur Pflege"')).toEqual(['Hilfe zur Pflege']);
		expect(await index.find('„Pflege und Hilfe“')).toEqual(['Pflege und Hilfe im Haushalt']);
		expect(await index.find('"Pflege zur Hilfe"')).toEqual([]);
		expect(await index.find('Pflege zur Hilfe')).toHaveLength(2);
	});

	test('what nobody wrote finds nothing', async () => {
		expect(await index.query('xyzzyplugh')).toMatchObject({ total: 0, hits: [], nextCursor: null });
		expect(await index.query('')).toMatchObject({ total: 0, hits: [] });
	});

	test('a guessed word is named', async () => {
		expect((await index.query('Auskunftsplicht')).corrected).toBe('Auskunftspflicht');
		expect((await index.query('Auskunftspflicht')).corrected).toBeUndefined();
	});
});

describe('the order of hits', () => {
	test('the title counts most, then headings, then the text', async () => {
		await index.add(
			{ objectId: 'text', title: 'Anderes', text: 'Etwas über den Dienstwagen und mehr.' },
			{ objectId: 'heading', title: 'Weiteres', headings: ['Dienstwagen'], text: 'Dienstwagen und mehr.' },
			{ objectId: 'title', title: 'Dienstwagen', text: 'Wer fährt.' },
		);

		expect(await index.find('dienstwagen')).toEqual(['title', 'heading', 'text']);
	});

	test('a heading counts more than the same word said often in the text', async () => {
		const text = 'Der Dienstwagen und der Dienstwagen und der Dienstwagen.';
		await index.add(
			{ objectId: 'text', title: 'Anderes', text },
			{
				objectId: 'heading',
				title: 'Weiteres',
				headings: ['Dienstwagen'],
				text: 'Der Dienstwagen und mehr.',
			},
		);

		expect(await index.find('dienstwagen')).toEqual(['heading', 'text']);
	});

	test('words of a title in the order of the query go first', async () => {
		await index.add({ title: 'Pflege oder Hilfe' }, { title: 'Hilfe oder Pflege' });

		expect((await index.find('Hilfe Pflege'))[0]).toBe('Hilfe oder Pflege');
		expect((await index.find('Pflege Hilfe'))[0]).toBe('Pflege oder Hilfe');
	});

	test('the form as written goes before others', async () => {
		await index.add({ title: 'Anträge der Menschen' }, { title: 'Antrag der Menschen' });

		expect((await index.find('Antrag Menschen'))[0]).toBe('Antrag der Menschen');
		expect((await index.find('Anträge Menschen'))[0]).toBe('Anträge der Menschen');
	});

	test('words that stand together go before words far apart', async () => {
		const filler = 'und noch vieles andere mehr '.repeat(40);
		await index.add(
			{ objectId: 'apart', title: 'Eins', text: `Der Notruf. ${filler} Die Leitstelle.` },
			{ objectId: 'together', title: 'Zwei', text: `${filler} Der Notruf der Leitstelle.` },
		);

		expect(await index.find('Notruf Leitstelle')).toEqual(['together', 'apart']);
	});

	test('small words alone do not answer a query whose other words nobody wrote', async () => {
		await index.add({ title: 'Hilfe für alle' });

		expect(await index.find('Quantenphysik für Fortgeschrittene')).toEqual([]);
		expect(await index.find('für')).toEqual(['Hilfe für alle']);
	});

	test('among equals, what others opened goes first', async () => {
		await index.add({ objectId: 'a', title: 'Dienstplan' }, { objectId: 'b', title: 'Dienstplan' });
		expect(await index.find('dienstplan')).toEqual(['a', 'b']);

		const opened = { source: 'content', objectId: 'b', visible: defaultRequest.visible };
		for (let time = 0; time < 3; time++) await recordUse(index.writer, opened);

		expect(await index.find('dienstplan')).toEqual(['b', 'a']);
	});
});

describe('words of one family', () => {
	test('the noun is found by its verb, even where the verb is a word of the index too', async () => {
		await index.add({ title: 'Leistung der Kasse' }, { title: 'Was wir leisten' });

		expect(await index.find('leisten ')).toEqual(['Was wir leisten', 'Leistung der Kasse']);
	});

	test('a compound is found by texts that say it in several words', async () => {
		await index.add({ title: 'Fortzahlung der Leistung' }, { title: 'Leistung der Kasse' });

		expect((await index.find('Leistungsfortzahlung'))[0]).toBe('Fortzahlung der Leistung');
	});
});

describe('synonyms', () => {
	beforeEach(() =>
		index.add(
			{ title: 'Das Bundesteilhabegesetz' },
			{ title: 'Arbeiten in der Werkstatt für behinderte Menschen' },
			{ title: 'WfbM: Fahrdienst' },
		),
	);

	test('an abbreviation finds what it stands for, and the other way round', async () => {
		expect(await index.find('BTHG')).toEqual(['Das Bundesteilhabegesetz']);
		expect(new Set(await index.find('WfbM'))).toEqual(
			new Set(['WfbM: Fahrdienst', 'Arbeiten in der Werkstatt für behinderte Menschen']),
		);
		expect(await index.find('Werkstätten für behinderte Menschen')).toContain('WfbM: Fahrdienst');
	});
});

describe('several languages', () => {
	beforeEach(() =>
		index.add(
			{ objectId: 'fire', language: 'de', title: 'Brandschutz', text: 'Alarm' },
			{ objectId: 'fire', language: 'de-simple', title: 'Was tun bei Feuer: Brandschutz', text: 'Alarm' },
			{ objectId: 'fire', language: 'en', title: 'Fire alarms', text: 'Alarm, Brandschutz' },
			{ objectId: 'leave', language: 'en', title: 'Applications for leave', text: '' },
		),
	);

	test('of several variants the one in the preferred language is the hit, and counts once', async () => {
		const languageOf = async (...preferredLanguages: string[]) => {
			const { hits, total } = await index.query('Brandschutz', { preferredLanguages });
			return [total, ...hits.map(({ language }) => language)];
		};

		expect(await languageOf('de')).toEqual([1, 'de']);
		expect(await languageOf('de-simple', 'de')).toEqual([1, 'de-simple']);
		expect(await languageOf('en')).toEqual([1, 'en']);
	});

	test('a filter of languages leaves only those', async () => {
		const { hits } = await index.query('Alarm', { languages: ['en'] });

		expect(hits.map(({ language }) => language)).toEqual(['en']);
	});

	test('English words have English forms', async () => {
		expect(await index.find('application leaves', { preferredLanguages: ['en'] })).toEqual(['leave']);
	});
});

describe('facets and filters', () => {
	beforeEach(() =>
		index.add(
			{ objectId: 'a', title: 'Urlaub eins', type: 'page', organisationId: 'x' },
			{ objectId: 'b', title: 'Urlaub zwei', type: 'page', organisationId: 'y' },
			{ objectId: 'c', title: 'Urlaub drei', type: 'lesson', organisationId: 'y' },
			{ objectId: 'c', title: 'Urlaub three', type: 'lesson', organisationId: 'y', language: 'en' },
			{ objectId: 'd', title: 'Anderes', type: 'page', organisationId: 'y' },
		),
	);

	test('facets count objects by what they are', async () => {
		const { facets, total } = await index.query('Urlaub');

		expect(total).toBe(3);
		expect(facets.types).toEqual([
			{ value: 'page', count: 2 },
			{ value: 'lesson', count: 1 },
		]);
		expect(facets.organisations).toEqual([
			{ value: 'y', count: 2 },
			{ value: 'x', count: 1 },
		]);
		expect(facets.languages).toEqual([
			{ value: 'de', count: 3 },
			{ value: 'en', count: 1 },
		]);
	});

	test('a filter narrows hits and the other facets, and leaves its own facet to choose from', async () => {
		const { facets, total, hits } = await index.query('Urlaub', { types: ['lesson'] });

		expect(total).toBe(1);
		expect(hits.map(({ objectId }) => objectId)).toEqual(['c']);
		expect(facets.types).toHaveLength(2);
		expect(facets.organisations).toEqual([{ value: 'y', count: 1 }]);
	});

	test('types that are off for the reader are nowhere', async () => {
		const { facets, total } = await index.query('Urlaub', { excludedTypes: ['lesson'] });

		expect(total).toBe(2);
		expect(facets.types).toEqual([{ value: 'page', count: 2 }]);
	});
});

describe('excerpts', () => {
	test('they show the best passage, with inflected and compound forms marked', async () => {
		const filler = 'Hier steht lange Zeit gar nichts davon. '.repeat(60);
		const passage = 'Der Rollstuhl wird über die Hilfsmittelversorgung der Kasse beantragt.';
		await index.add(
			{ objectId: 'a', title: 'Eins', text: `${filler}${passage} ${filler}` },
			{ objectId: 'b', title: 'Die Versorgung', text: 'Das Hilfsmittel' },
		);

		const { hits } = await index.query('Rollstühle Hilfsmittel');
		const hit = hits.find(({ objectId }) => objectId === 'a');

		expect(marked(hit?.excerpt)).toEqual(['Rollstuhl', 'Hilfsmittelversorgung']);
		expect(hit?.excerpt.text.length).toBeLessThan(400);
	});

	test('titles are marked too, and text stays text', async () => {
		await index.add({ title: 'Urlaub <b>& mehr</b>', text: '<script>Urlaub</script>' });

		const [hit] = (await index.query('urlaub')).hits;

		expect(marked({ text: hit?.title ?? '', marks: hit?.titleMarks ?? [] })).toEqual(['Urlaub']);
		expect(hit?.excerpt.text).toContain('Urlaub');
	});

	function marked(text?: { text: string; marks: readonly (readonly [number, number])[] }) {
		return text?.marks.map(([start, end]) => text.text.slice(start, end));
	}
});

describe('pages of hits', () => {
	beforeEach(async () => {
		const sources = Array.from({ length: 45 }, (_, number) => ({ title: `Urlaub Teil ${String(number)}` }));
		await index.add(...sources);
	});

	test('a cursor goes on where the page ended, until all were shown once', async () => {
		const seen: string[] = [];
		let cursor: string | undefined;
		do {
			const page = await index.query('Urlaub', { cursor, limit: 10 });
			seen.push(...page.hits.map(({ objectId }) => objectId));
			cursor = page.nextCursor ?? undefined;
		} while (cursor !== undefined);

		expect(seen).toHaveLength(45);
		expect(new Set(seen).size).toBe(45);
	});

	test('a forged cursor, or that of another request, is refused', async () => {
		const { nextCursor } = await index.query('Urlaub');
		const cursors = [
			'',
			'nonsense',
			Buffer.from('[10,"x"]').toString('base64url'),
			Buffer.from('{"__proto__":1}').toString('base64url'),
		];

		for (const cursor of cursors) {
			await expect(index.query('Urlaub', { cursor })).rejects.toMatchObject({ code: 'request.malformed' });
		}
		const elsewhere = index.query('Teil', { cursor: nextCursor ?? '' });
		await expect(elsewhere).rejects.toMatchObject({ code: 'request.malformed' });
	});
});
