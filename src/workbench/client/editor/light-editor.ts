import { labelText } from '../label-text.ts';

/** Of the whole toolbar, what a few sentences need; `/` offers the rest. */
const acts = ['bold', 'italic', 'list', 'numbered', 'link', 'note'];

/**
 * Gives the editor of a field what the editor of the text has in the page already: so that thirty steps do not bring
 * thirty toolbars along.
 */
export function furnish(editor: HTMLElement, full: HTMLElement, name: string): void {
	// A copy of an entry brings the parts of its original.
	for (const part of editor.querySelectorAll('[data-furnished]')) part.remove();
	const label = labelOf(editor);
	editor.prepend(
		toolbarLike(full, label, editor.querySelector('textarea')?.id ?? ''),
		element('p', { className: 'field-error', hidden: true, role: 'alert' }, 'failed'),
		element('div', { className: 'editor-visual' }, 'visual'),
	);
	editor.append(
		element('ul', { className: 'suggestions', id: `suggestions-${name}`, hidden: true, role: 'listbox' }),
		element('div', { className: 'finding-note', id: `finding-${name}`, hidden: true }, 'finding'),
		element('input', { type: 'file', multiple: true, hidden: true }),
	);
}

export function labelOf(editor: HTMLElement): string {
	return labelText(editor.querySelector('.field > label'));
}

function toolbarLike(full: HTMLElement, label: string, controls: string): HTMLElement {
	const bar = element('div', { className: 'editor-toolbar', role: 'toolbar', ariaLabel: label });
	bar.setAttribute('aria-controls', controls);
	const group = element('span', { className: 'editor-tools' });
	const own = acts.map((act) => full.querySelector(`[role=toolbar] [data-edit=${act}]`));
	for (const button of own) if (button) group.append(button.cloneNode(true));
	bar.append(group);
	return bar;
}

function element(
	name: 'div' | 'input' | 'p' | 'span' | 'ul',
	properties: Readonly<Record<string, string | boolean>>,
	part?: string,
): HTMLElement {
	const made = Object.assign(document.createElement(name), properties);
	made.dataset['furnished'] = '';
	if (part !== undefined) made.dataset['part'] = part;
	return made;
}
