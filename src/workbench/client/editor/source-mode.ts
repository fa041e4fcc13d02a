import { continueList, insertBlock, markLines, wrap, type Edit, type Selection } from '../markdown-edits.ts';

export type SourceMode = ReturnType<typeof createSourceMode>;

/** The acts of the toolbar upon a textarea of Markdown; also the form of those who like to see the signs. */
export function createSourceMode(area: HTMLTextAreaElement, sampleOf: (act: string) => string) {
	area.addEventListener('keydown', (event) => {
		if (event.isComposing || event.altKey || event.shiftKey) return;
		const act = event.ctrlKey || event.metaKey ? shortcuts.get(event.key.toLowerCase()) : undefined;
		if (act !== undefined) {
			event.preventDefault();
			run(act);
		} else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
			const next = continueList(selectionOf(area));
			if (!next) return;
			event.preventDefault();
			replace(area, next);
		}
	});

	return {
		run,
		has: (act: string) => edits.has(act),
		insertPlaceholder(name: string) {
			const insert = `{{${name}}}`;
			const end = area.selectionStart + insert.length;
			replace(area, { from: area.selectionStart, to: area.selectionEnd, insert, start: end, end });
		},
	};

	function run(act: string): void {
		const edit = edits.get(act);
		if (edit) replace(area, edit(selectionOf(area), sampleOf(act)));
	}
}

const shortcuts = new Map([
	['b', 'bold'],
	['i', 'italic'],
]);

const edits = new Map<string, (selection: Selection, sample: string) => Edit>([
	['bold', (selection, sample) => wrap(selection, ['**', '**'], sample)],
	['italic', (selection, sample) => wrap(selection, ['*', '*'], sample)],
	['heading2', (selection) => markLines(selection, () => '## ')],
	['heading3', (selection) => markLines(selection, () => '### ')],
	['list', (selection) => markLines(selection, () => '- ')],
	['numbered', (selection) => markLines(selection, (index) => `${index + 1}. `)],
	['tasks', (selection) => markLines(selection, () => '- [ ] ')],
	['link', (selection, sample) => wrap(selection, ['[', '](https://)'], sample)],
	['table', (selection, sample) => insertBlock(selection, tableBlock, sample)],
	['note', (selection, sample) => insertBlock(selection, '::: note\n%\n:::', sample)],
	['warning', (selection, sample) => insertBlock(selection, '::: warning\n%\n:::', sample)],
]);

const tableBlock = '| % |  |\n|---|---|\n|  |  |\n|  |  |';

function selectionOf({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): Selection {
	return { text: value, start: selectionStart, end: selectionEnd };
}

function replace(area: HTMLTextAreaElement, { from, to, insert, start, end }: Edit): void {
	area.focus();
	area.setSelectionRange(from, to);
	// eslint-disable-next-line @typescript-eslint/no-deprecated -- without a successor: only this keeps the browser's undo
	const isDone = document.execCommand(insert === '' ? 'delete' : 'insertText', false, insert);
	if (!isDone) {
		area.setRangeText(insert, from, to);
		area.dispatchEvent(new Event('input', { bubbles: true }));
	}
	area.setSelectionRange(start, end);
}
