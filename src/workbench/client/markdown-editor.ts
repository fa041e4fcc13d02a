import { continueList, insertBlock, markLines, wrap, type Edit, type Selection } from './markdown-edits.ts';

/**
 * A toolbar above a textarea of Markdown. Its buttons say in `data-edit` what they do and in `data-sample` which
 * words they bring where nothing is selected. One stop of the Tab key; arrow keys, Home and End go through it.
 */
class MarkdownEditor extends HTMLElement {
	connectedCallback(): void {
		const toolbar = this.querySelector<HTMLElement>('[role=toolbar]');
		const area = this.querySelector('textarea');
		if (!toolbar || !area) return;
		toolbar.hidden = false;
		const controls = [...toolbar.querySelectorAll<HTMLElement>('button, select')];
		controls.forEach((control, index) => (control.tabIndex = index === 0 ? 0 : -1));
		toolbar.addEventListener('keydown', (event) => moveFocus(event, controls));
		toolbar.addEventListener('focusin', ({ target }) => {
			for (const control of controls) control.tabIndex = control === target ? 0 : -1;
		});
		toolbar.addEventListener('click', ({ target }) => {
			const button = target instanceof Element ? target.closest<HTMLElement>('button[data-edit]') : null;
			if (button) apply(area, button.dataset['edit'] ?? '', button.dataset['sample'] ?? '');
		});
		toolbar.addEventListener('change', ({ target }) => {
			if (!(target instanceof HTMLSelectElement) || target.value === '') return;
			replace(area, { from: area.selectionStart, to: area.selectionEnd, ...inserted(area, target.value) });
			target.value = '';
		});
		area.addEventListener('keydown', (event) => this.#onKey(event, area, toolbar));
	}

	#onKey(event: KeyboardEvent, area: HTMLTextAreaElement, toolbar: HTMLElement): void {
		if (event.isComposing || event.altKey || event.shiftKey) return;
		const edit = event.ctrlKey || event.metaKey ? shortcuts.get(event.key.toLowerCase()) : undefined;
		if (edit !== undefined) {
			event.preventDefault();
			const button = toolbar.querySelector<HTMLElement>(`[data-edit="${edit}"]`);
			apply(area, edit, button?.dataset['sample'] ?? '');
		} else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
			const next = continueList(selectionOf(area));
			if (!next) return;
			event.preventDefault();
			replace(area, next);
		}
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

function apply(area: HTMLTextAreaElement, name: string, sample: string): void {
	const edit = edits.get(name);
	if (edit) replace(area, edit(selectionOf(area), sample));
}

function inserted(
	{ selectionStart }: HTMLTextAreaElement,
	insert: string,
): Pick<Edit, 'insert' | 'start' | 'end'> {
	const end = selectionStart + insert.length;
	return { insert, start: end, end };
}

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

function moveFocus(event: KeyboardEvent, controls: readonly HTMLElement[]): void {
	const present = controls.findIndex((control) => control === document.activeElement);
	const last = controls.length - 1;
	const next = new Map([
		['ArrowRight', present === last ? 0 : present + 1],
		['ArrowLeft', present === 0 ? last : present - 1],
		['Home', 0],
		['End', last],
	]).get(event.key);
	if (present < 0 || next === undefined) return;
	event.preventDefault();
	controls[next]?.focus();
}

customElements.define('markdown-editor', MarkdownEditor);
