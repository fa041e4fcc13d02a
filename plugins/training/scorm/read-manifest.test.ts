import { expect, test } from 'vitest';
import { manifestOf } from '../../../test/harness/course-package.ts';
import { readManifest } from './read-manifest.ts';

const read = (xml: string) => readManifest(Buffer.from(xml));

test('a manifest of SCORM 1.2 tells parts, their pages and what they ask for', () => {
	const manifest = read(
		manifestOf('1.2', [
			{
				id: 'A',
				title: 'Anfang',
				href: 'a/index.html?x=1',
				more: '<adlcp:masteryscore>80</adlcp:masteryscore><adlcp:datafromlms>los</adlcp:datafromlms>',
			},
			{
				id: 'B',
				title: 'Kapitel',
				href: '',
				children: [{ id: 'C', title: 'Zum Lesen', href: 'c.html', kind: 'asset' }],
			},
		]),
	);

	expect(manifest.version).toBe('1.2');
	expect(manifest.title).toBe('Brandschutz');
	expect(manifest.items).toMatchObject([
		{ id: 'A', launch: 'a/index.html?x=1', level: 0, speaks: true, passingScore: '80', launchData: 'los' },
		{ id: 'B', launch: null, level: 0 },
		{ id: 'C', launch: 'c.html', level: 1, speaks: false },
	]);
});

test('a manifest of SCORM 2004 is recognised by its schema, else by its namespaces', () => {
	const score =
		'<imsss:sequencing><imsss:objectives><imsss:primaryObjective><imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure></imsss:primaryObjective></imsss:objectives></imsss:sequencing>';
	const xml = manifestOf('2004', [{ id: 'A', title: 'Anfang', href: 'a.html', more: score }]);

	expect(read(xml)).toMatchObject({ version: '2004', items: [{ passingScore: '0.8' }] });
	expect(read(xml.replace(/<metadata>.*<\/metadata>/, '')).version).toBe('2004');
});

test('parameters and bases are put together, and pages of other servers are not played', () => {
	const xml = manifestOf('1.2', [
		{ id: 'A', title: 'A', href: 'a.html' },
		{ id: 'B', title: 'B', href: 'https://elsewhere.example/b.html' },
	])
		.replace('<resources>', '<resources xml:base="content/">')
		.replace('identifierref="R-A"', 'identifierref="R-A" parameters="?start=2"');

	expect(read(xml).items.map(({ launch }) => launch)).toEqual(['content/a.html?start=2', null]);
});

test('the characters are those that the declaration names', () => {
	const latin = manifestOf('1.2', [{ id: 'A', title: 'Prüfung', href: 'a.html' }]).replace(
		'UTF-8',
		'ISO-8859-1',
	);

	expect(readManifest(Buffer.from(latin, 'latin1')).items[0]?.title).toBe('Prüfung');
});

test.each([
	[
		'an entity of its own',
		(xml: string) =>
			xml
				.replace('<manifest', '<!DOCTYPE m [<!ENTITY e SYSTEM "file:///etc/passwd">]><manifest')
				.replace('Anfang', '&e;'),
	],
	[
		'entities that grow',
		(xml: string) =>
			xml
				.replace('<manifest', '<!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><manifest')
				.replace('Anfang', '&b;'),
	],
	['an end that is missing', (xml: string) => xml.slice(0, -20)],
	['another root', (xml: string) => xml.replaceAll('manifest', 'paper')],
	[
		'depth without end',
		(xml: string) => xml.replace('<item ', `${'<item>'.repeat(5000)}${'</item>'.repeat(5000)}<item `),
	],
	['no part', () => manifestOf('1.2', [])],
	['nothing', () => ''],
])('a manifest with %s is refused', (_, spoil) => {
	const xml = manifestOf('1.2', [{ id: 'A', title: 'Anfang', href: 'a.html' }]);

	expect(() => read(spoil(xml))).toThrow(expect.objectContaining({ code: 'command.refused' }));
});
