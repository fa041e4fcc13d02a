import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareFields } from './compare-fields.ts';
import { compareRevisions } from './compare-revisions.ts';
import { compareTexts, type ComparedRow } from './compare-texts.ts';
import { toDifferenceHtml } from './difference-html.ts';
import { toUnits } from './text-units.ts';
import { compareWords, type DifferencePart } from './word-difference.ts';

/** Of the words that are read aloud none. */
const unspoken = { language: 'de', addedStart: '', addedEnd: '', removedStart: '', removedEnd: '' };

const words = {
	title: 'Titel',
	summary: 'Kurz',
	body: 'Text',
	yes: 'Ja',
	no: 'Nein',
	label: (key: string) => key.replaceAll('%', ''),
	file: () => null,
};

/** One side of a difference. */
function side(parts: readonly DifferencePart[], without: 'added' | 'removed'): string {
	return parts
		.filter(({ kind }) => kind !== without)
		.map(({ text }) => text)
		.join('');
}

const sentence = fc
	.array(fc.constantFrom('Der', 'Antrag', 'geht', 'an', 'die', 'Stelle', '**heute**', 'Größe', '[[eg]]'), {
		maxLength: 8,
	})
	.map((parts) => parts.join(' '));
const line = fc.oneof(
	sentence,
	sentence.map((text) => `- ${text}`),
	sentence.map((text) => `## ${text}`),
	sentence.map((text) => `| ${text} |`),
	fc.constantFrom('', '', '```', ':::', '---', '> x'),
	fc.string({ maxLength: 12 }),
);
const markdown = fc.array(line, { maxLength: 30 }).map((lines) => lines.join('\n'));

describe('words', () => {
	test('changed words stand beside each other, the old before the new', () => {
		expect(compareWords('Frist: zwei Wochen.', 'Frist: vier Wochen.')).toEqual([
			{ kind: 'same', text: 'Frist: ' },
			{ kind: 'removed', text: 'zwei' },
			{ kind: 'added', text: 'vier' },
			{ kind: 'same', text: ' Wochen.' },
		]);
	});

	test('neighbouring changed words are one change', () => {
		expect(compareWords('noch am selben Tag senden', 'noch im gleichen Monat senden')).toEqual([
			{ kind: 'same', text: 'noch ' },
			{ kind: 'removed', text: 'am selben Tag' },
			{ kind: 'added', text: 'im gleichen Monat' },
			{ kind: 'same', text: ' senden' },
		]);
	});

	test('both texts can be read off their difference', () => {
		fc.assert(
			fc.property(fc.oneof(sentence, fc.string()), fc.oneof(sentence, fc.string()), (before, after) => {
				const parts = compareWords(before, after);

				expect(side(parts, 'added')).toBe(before);
				expect(side(parts, 'removed')).toBe(after);
				expect(parts.some(({ kind }) => kind !== 'same')).toBe(before !== after);
			}),
		);
	});
});

describe('texts', () => {
	test('a changed paragraph is compared by words, its neighbours and its heading are shown', () => {
		const before =
			'# A\n\nEins.\n\nZwei.\n\n# Fristen\n\nVier.\n\nFünf.\n\nDie Frist ist zwei Wochen.\n\nEnde.';

		const { rows } = compareTexts(before, before.replace('zwei Wochen', 'vier Wochen'));

		expect(
			rows.map((row) => (row.kind === 'skipped' ? row.count : `${row.kind} ${side(row.parts, 'removed')}`)),
		).toEqual([3, 'same # Fristen', 1, 'same Fünf.', 'changed Die Frist ist vier Wochen.', 'same Ende.']);
	});

	test('rows of a table are the same however wide they were written, and a changed cell shows no signs', () => {
		const before = '|Was|Wer|\n|---|:-:|\n|Post|Emre|';
		const after = '| Was | Wer      |\n| --- | :------: |\n| Post | Emre und Eva |';

		const { rows } = compareTexts(before, after);

		expect(rows.filter(isChange)).toHaveLength(1);
		const [changed] = rows.filter(isChange);
		expect(toDifferenceHtml(changed?.parts ?? [], unspoken).match(/(?<!>)\|(?!<)/g)).toBeNull();
		expect(compareTexts(before, after.replace(' und Eva', '')).rows).toEqual([]);
	});

	test('a paragraph that went elsewhere is moved, a short one and another text are not', () => {
		const [one, two] = ['Der Empfang nimmt den Antrag an.', 'Die Verwaltung legt eine Akte an.'];
		const rows = compareTexts(`${one}\n\n${two}\n\nEnde`, `${two}\n\n${one}\n\nEnde\n\nNeu`).rows;

		expect(rows.filter(isChange).map(({ kind, isMoved = false }) => [kind, isMoved])).toEqual([
			['removed', true],
			['added', true],
			['added', false],
		]);
	});

	test('what is put in and taken out makes the second text of the first, and nothing equal is shown as changed', () => {
		fc.assert(
			fc.property(markdown, markdown, (before, after) => {
				const { rows, hidden } = compareTexts(before, after);
				const changed = rows.filter(isChange);

				expect(hidden).toBe(0);
				expect(apply(toUnits(before), rows)).toEqual(
					rows.length === 0 ? [] : toUnits(after).map(({ text }) => text),
				);
				for (const { parts } of changed) expect(side(parts, 'added')).not.toBe(side(parts, 'removed'));
				expect(changed.length > 0).toBe(squeezed(before) !== squeezed(after));
			}),
		);
	});

	test('nothing of a text is lost in its pieces but blank lines', () => {
		fc.assert(
			fc.property(fc.oneof(markdown, fc.string()), (text) => {
				const pieces = toUnits(text).map((unit) => unit.text);

				expect(pieces.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
			}),
		);
		const long = `${'Ein Satz. '.repeat(2000)}${'x'.repeat(20_000)}`;
		expect(
			toUnits(long)
				.map(({ text }) => text)
				.join(''),
		).toBe(long);
	});

	test('a block of code is one piece, also with blank lines in it', () => {
		expect(toUnits('Davor\n```\na\n\n# b\n```\nDanach').map(({ kind, text }) => [kind, text])).toEqual([
			['paragraph', 'Davor'],
			['code', '```\na\n\n# b\n```'],
			['paragraph', 'Danach'],
		]);
	});

	test('one changed word of 620 kB costs and shows little', () => {
		const paragraphs = Array.from({ length: 4000 }, (_, index) => `§ ${index} ${'Wort '.repeat(30)}`);
		const after = paragraphs.with(2000, '§ 2000 ganz anders');

		const { rows, hidden } = compareTexts(paragraphs.join('\n\n'), after.join('\n\n'));

		expect(hidden).toBe(0);
		expect(rows).toHaveLength(5);
	});

	test('620 kB of wholly other text are cut off, and the comparison says how much', () => {
		const text = (word: string) =>
			Array.from({ length: 6000 }, (_, index) => `${word}${index} `.repeat(10)).join('\n\n');
		const start = process.cpuUsage();

		const { rows, hidden } = compareTexts(text('alt'), text('neu'));

		const { user } = process.cpuUsage(start);
		expect(user).toBeLessThan(5_000_000);
		expect(rows.length + hidden).toBe(6000);
		expect(JSON.stringify(rows).length).toBeLessThan(400_000);
	});

	test.each([
		['one line', 'wort '.repeat(124_000), 'word '.repeat(124_000)],
		['one word', 'a'.repeat(620_000), 'b'.repeat(620_000)],
		['brackets', '['.repeat(620_000), '[]('.repeat(200_000)],
		['lines of one sign', '-\n'.repeat(310_000), '- a\n'.repeat(155_000)],
		['the same line again and again', 'a\n\n'.repeat(200_000), 'a\n\nb\n\n'.repeat(100_000)],
	])('a hostile text has a bounded cost: %s', (_name, before, after) => {
		const start = process.cpuUsage();

		const { rows } = compareTexts(before, after);

		expect(process.cpuUsage(start).user).toBeLessThan(5_000_000);
		expect(JSON.stringify(rows).length).toBeLessThan(1_000_000);
	});
});

describe('fields', () => {
	const schema = {
		type: 'object',
		properties: {
			appliesTo: { type: 'string', title: '%appliesTo%' },
			urgent: { type: 'boolean', title: '%urgent%' },
			steps: {
				type: 'array',
				title: '%steps%',
				items: {
					type: 'object',
					title: '%step%',
					properties: {
						title: { type: 'string', title: '%what%' },
						minutes: { type: 'integer', title: '%minutes%' },
					},
				},
			},
		},
	} as const;
	const step = (title: string, minutes = 5) => ({ title, minutes });
	const compareSteps = (before: readonly object[], after: readonly object[]) => {
		const [list] = compareFields(
			schema,
			{ steps: before.map((entry) => ({ ...entry })) },
			{ steps: after.map((entry) => ({ ...entry })) },
			words,
		);
		return list?.kind === 'list' ? list : null;
	};

	test('files are compared by what they say, and told apart where that is the same', () => {
		const file = { type: 'object', properties: { file: { type: 'string', format: 'file' } } } as const;
		const compareFiles = (before: string | null, after: string | null) => {
			const texts = new Map([
				['file-1', before],
				['file-2', after],
			]);
			const known = (id: string) => ({ name: 'Brief.docx', text: texts.get(id) ?? null });
			return JSON.stringify(
				compareFields(file, { file: 'file-1' }, { file: 'file-2' }, { ...words, file: known }),
			);
		};

		const changed = compareFiles('Kopf\nFrist: 14 Tage', 'Kopf\nFrist: 28 Tage');

		expect(changed).toContain('{"kind":"removed","text":"14"}');
		expect(changed).not.toContain('file-');
		expect(compareFiles('Kopf', 'Kopf')).toContain('Brief.docx …file-');
		expect(compareFiles(null, null)).toContain('Brief.docx …file-');
	});

	test('a choice is called as it is where one chooses', () => {
		const choice = {
			type: 'object',
			properties: { kind: { type: 'string', enum: ['lines', 'date'], enumTitles: ['%lines%', '%date%'] } },
		} as const;

		const [field] = compareFields(
			choice,
			{},
			{ kind: 'lines' },
			{ ...words, label: (key) => key.toUpperCase() },
		);

		expect(JSON.stringify(field)).toContain('"%LINES%"');
	});

	test('only what changed is listed, ticks as words', () => {
		const text = { title: 'T', summary: '', body: 'B' };

		const { parts } = compareRevisions(
			{ ...text, fields: { appliesTo: 'alle', urgent: false } },
			{ ...text, fields: { appliesTo: 'alle', urgent: true } },
			schema,
			words,
		);

		expect(parts).toMatchObject([
			{ title: 'urgent', rows: [{ kind: 'changed', parts: [{ text: 'Nein' }, { text: 'Ja' }] }] },
		]);
	});

	test('a step that was put in does not make others look changed', () => {
		expect(
			compareSteps([step('Eins'), step('Zwei')], [step('Eins'), step('Neu'), step('Zwei')]),
		).toMatchObject({ entries: [{ from: null, to: 2, title: 'Neu' }], unchanged: 2 });
	});

	test('a step that was moved is moved, whatever stands around it, and tells what changed in it', () => {
		expect(
			compareSteps(
				[step('Eins'), step('Zwei'), step('Drei'), step('Vier')],
				[step('Vier', 9), step('Eins'), step('Zwei'), step('Drei')],
			),
		).toMatchObject({
			entries: [{ from: 4, to: 1, isMoved: true, title: 'Vier', fields: [{ title: 'minutes' }] }],
			unchanged: 3,
		});
	});

	test('a step with another title is recognised by its words, one with other words is new', () => {
		expect(
			compareSteps(
				[step('Antrag an die Wohngeldstelle senden'), step('Ablegen')],
				[step('Antrag am selben Tag an die Wohngeldstelle senden'), step('Anrufen', 30)],
			)?.entries.map(({ from, to }) => [from, to]),
		).toEqual([
			[1, 1],
			[2, null],
			[null, 2],
		]);
	});

	test('applying what is listed to the first steps gives the second', () => {
		const steps = fc.array(
			fc.record({ title: fc.constantFrom('A', 'B', 'C', 'D', ''), minutes: fc.constantFrom(1, 2) }),
			{ maxLength: 8 },
		);
		fc.assert(
			fc.property(steps, steps, (before, after) => {
				const entries = compareSteps(before, after)?.entries ?? [];
				const gone = new Set(
					entries.flatMap(({ from, to, isMoved }) => (to === null || isMoved ? [from] : [])),
				);
				const staying = before.flatMap((entry, index) => (gone.has(index + 1) ? [] : [entry]));
				const placed = new Map(
					entries.flatMap((entry) =>
						entry.to !== null && (entry.from === null || entry.isMoved) ? [[entry.to, entry] as const] : [],
					),
				);
				const result = after.map((_, index) => placed.get(index + 1) ?? staying.shift());

				expect(result).toHaveLength(after.length);
				expect(staying).toEqual([]);
				if (entries.length === 0) expect(before).toEqual(after);
				const changed = new Set(entries.map(({ to }) => to));
				result.forEach((entry, index) => {
					if (!changed.has(index + 1)) expect(entry).toEqual(after[index]);
				});
			}),
		);
	});
});

test('markup in a text is text, and changes are read aloud', () => {
	const html = toDifferenceHtml([{ kind: 'added', text: '<img src=x onerror="alert(1)">' }], {
		language: 'de',
		addedStart: '[neu:',
		addedEnd: ':neu]',
		removedStart: '',
		removedEnd: '',
	});

	expect(html).toBe(
		'<ins><span class="visually-hidden" lang="de"> [neu: </span>' +
			'&lt;img src=x onerror=&quot;alert(1)&quot;&gt;' +
			'<span class="visually-hidden" lang="de"> :neu] </span></ins>',
	);
});

describe('signs of Markdown', () => {
	const words = unspoken;
	/** As it is read: without what is hidden. */
	const shown = (parts: readonly DifferencePart[]) =>
		toDifferenceHtml(parts, words)
			.replace(/<span class="(?:visually-hidden|sign")[^>]*>[^<]*<\/span>/g, (span) =>
				span.includes('data-shown') ? span.replace(/<[^>]*>/g, '') : '',
			)
			.replace(/<\/?span[^>]*>/g, '');

	test.each([
		['**Frist:** zwei Wochen', '<strong>Frist:</strong> zwei Wochen'],
		['## Fristen', 'Fristen'],
		['- [Amt](https://amt.example) anrufen', 'Amt anrufen'],
		['10 - 20 Minuten', '10 - 20 Minuten'],
		['Siehe [[eg-antrag]]', 'Siehe eg-antrag'],
		['::: warning Achtung', 'Achtung'],
		['![Der Flur](/files/7/flur.png)', 'Der Flur'],
	])('%s is shown as what it means', (text, html) => {
		expect(shown([{ kind: 'same', text }])).toBe(html);
	});

	test('stay where nothing else changed, and hold across a change', () => {
		expect(shown(compareWords('Die Frist gilt.', 'Die **Frist** gilt.'))).toContain('**');
		expect(shown(compareWords('**zwei Wochen** lang', '**vier Wochen** lang'))).toBe(
			'<del><strong>zwei</strong></del><ins><strong>vier</strong></ins><strong> Wochen</strong> lang',
		);
	});

	test('a difference without its tags is the text that it shows, whatever stands in it', () => {
		fc.assert(
			fc.property(markdown, (text) => {
				const html = toDifferenceHtml(text === '' ? [] : [{ kind: 'same', text }], words);
				const plain = html
					.replace(/<[^>]*>/g, '')
					.replaceAll('&lt;', '<')
					.replaceAll('&gt;', '>')
					.replaceAll('&quot;', '"')
					.replaceAll('&amp;', '&');
				expect(plain).toBe(text);
			}),
		);
	});
});

type Change = Extract<ComparedRow, { kind: 'changed' | 'added' | 'removed' | 'same' }>;

function isChange(row: ComparedRow): row is Change {
	return row.kind !== 'same' && row.kind !== 'skipped';
}

/** Does to the first text what the rows say. */
function apply(units: readonly { readonly text: string }[], rows: readonly ComparedRow[]): string[] {
	const rest = units.map(({ text }) => text);
	return rows.flatMap((row) => {
		if (row.kind === 'skipped') return rest.splice(0, row.count);
		if (row.kind !== 'added') expect(rest.shift()).toBe(side(row.parts, 'added'));
		return row.kind === 'removed' ? [] : [side(row.parts, 'removed')];
	});
}

function squeezed(text: string): string {
	return JSON.stringify(toUnits(text).map((unit) => unit.text));
}
