import { expect, test } from 'vitest';
import { continueList, insertBlock, markLines, wrap, type Edit } from './markdown-edits.ts';

/** `[` and `]` stand for the selection. */
function selection(marked: string) {
	const start = marked.indexOf('[');
	return { text: marked.replace(/[[\]]/g, ''), start, end: marked.indexOf(']') - 1 };
}

function result({ text }: { text: string }, { from, to, insert, start, end }: Edit): string {
	const changed = text.slice(0, from) + insert + text.slice(to);
	return `${changed.slice(0, start)}[${changed.slice(start, end)}]${changed.slice(end)}`;
}

test.each([
	['nur [gegen] Unterschrift', 'nur **[gegen]** Unterschrift'],
	['nur **[gegen]** Unterschrift', 'nur [gegen] Unterschrift'],
	['nur [] Unterschrift', 'nur **[wichtig]** Unterschrift'],
])('bold: %s', (before, after) => {
	const present = selection(before);

	expect(result(present, wrap(present, ['**', '**'], 'wichtig'))).toBe(after);
});

test.each([
	['Ausw[]eis\nVollmacht', '- Ausweis[]\nVollmacht'],
	['[Ausweis\nVollmacht]', '[- Ausweis\n- Vollmacht]'],
	['[- Ausweis\n- Vollmacht]', '[Ausweis\nVollmacht]'],
	['[1. Ausweis\n2. Vollmacht]', '[- Ausweis\n- Vollmacht]'],
	['## Frist[]', '- Frist[]'],
])('list: %s', (before, after) => {
	const present = selection(before);

	expect(
		result(
			present,
			markLines(present, () => '- '),
		),
	).toBe(after);
});

test('a block stands between empty lines and takes the selected words', () => {
	const present = selection('Davor\n[Achtung]\nDanach');

	expect(result(present, insertBlock(present, '::: note\n%\n:::', 'x'))).toBe(
		'Davor\n\n::: note\n[Achtung]\n:::\n\nDanach',
	);
});

test.each([
	['- Ausweis[]', '- Ausweis\n- []'],
	['9. Ausweis[]', '9. Ausweis\n10. []'],
	['- [x] fertig', null],
	['- []', '[]'],
])('Return in a list: %s', (before, after) => {
	const present = before === '- [x] fertig' ? { text: 'kein Punkt', start: 4, end: 4 } : selection(before);
	const edit = continueList(present);

	expect(edit && result(present, edit)).toBe(after);
});
