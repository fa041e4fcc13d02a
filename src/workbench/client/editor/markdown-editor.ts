import { announce } from '../announce.ts';
import { editorDialogs } from './editor-dialogs.ts';
import type { EditorTexts } from './editor-texts.ts';
import { loadTitles } from './load-titles.ts';
import { createSourceMode } from './source-mode.ts';
import { createToolbar } from './toolbar.ts';
import { activeActs, createVisualMode, type VisualMode } from './visual-mode.ts';
import { writingMode } from './writing-mode.ts';

/**
 * A textarea of Markdown that can be written as it will look. The textarea stays what is sent and saved; it gets
 * each change of the visual editor within a moment, and before anything else reads it.
 */
class MarkdownEditor extends HTMLElement {
	#visual: VisualMode | null = null;
	#pending = 0;
	#area: HTMLTextAreaElement | null = null;

	connectedCallback(): void {
		const area = this.querySelector('textarea');
		const bar = this.querySelector<HTMLElement>('[role=toolbar]');
		if (!area || !bar) return;
		this.#area = area;
		const texts: EditorTexts = JSON.parse(this.dataset['texts'] ?? '{}');
		const toolbar = createToolbar(bar);
		const source = createSourceMode(
			area,
			(act) => bar.querySelector<HTMLElement>(`[data-edit=${act}]`)?.dataset['sample'] ?? '',
		);
		const toggle = bar.querySelector<HTMLElement>('[data-toggle=source]');
		const files = this.querySelector<HTMLInputElement>('input[type=file]');
		const titles = new Map<string, string>();
		const hint = this.querySelector('.field-hint');
		const plainHint = hint?.textContent ?? '';

		const showVisual = () => {
			try {
				this.#visual = createVisualMode({
					place: this.#part('[data-part=visual]'),
					markdown: area.value,
					texts,
					itemId: this.dataset['item'] ?? '',
					language: area.lang,
					titles,
					placeholderTitles: new Map(
						texts.blocks.flatMap(({ placeholder, title }) =>
							placeholder === undefined ? [] : [[placeholder, title]],
						),
					),
					list: this.#part('[role=listbox]'),
					icons: this,
					dialogs: editorDialogs(this),
					describedBy: area.getAttribute('aria-describedby') ?? '',
					changed: () => this.#changed(),
					selected: (state) => toolbar.show(activeActs(state)),
					failed: (message) => this.#fail(message),
					pickFile: () => files?.click(),
				});
			} catch {
				// What cannot be shown can still be written.
				this.#fail(texts.tooComplex);
				return;
			}
			this.dataset['mode'] = 'visual';
			if (hint) hint.textContent = texts.hint;
			toggle?.setAttribute('aria-pressed', 'false');
			toolbar.offer(() => true);
		};
		const showSource = () => {
			this.flush();
			this.#visual?.destroy();
			this.#visual = null;
			this.dataset['mode'] = 'source';
			if (hint) hint.textContent = plainHint;
			toggle?.setAttribute('aria-pressed', 'true');
			toolbar.show({ on: new Set(), isTable: false });
			toolbar.offer(source.has);
		};

		toggle?.addEventListener('click', () => {
			const toSource = this.#visual !== null;
			if (toSource) showSource();
			else showVisual();
			writingMode.remember(toSource ? 'source' : 'visual');
			announce(toSource ? texts.toSource : texts.toVisual);
			this.focusText();
		});
		bar.addEventListener('mousedown', (event) => {
			// The selection of the text stays where it is.
			if (event.target instanceof Element && event.target.closest('button')) event.preventDefault();
		});
		bar.addEventListener('click', ({ target }) => {
			const act =
				target instanceof Element ? target.closest<HTMLElement>('[data-edit]')?.dataset['edit'] : undefined;
			if (act === undefined) return;
			if (this.#visual) this.#visual.run(act);
			else source.run(act);
		});
		bar.addEventListener('change', ({ target }) => {
			if (!(target instanceof HTMLSelectElement) || target.value === '') return;
			(this.#visual ?? source).insertPlaceholder(target.value);
			target.value = '';
			this.focusText();
		});
		files?.addEventListener('change', () => {
			this.#visual?.pickFiles([...(files.files ?? [])]);
			files.value = '';
		});
		this.addEventListener('keydown', (event) => {
			if (event.altKey && event.key === 'F10') {
				event.preventDefault();
				toolbar.focus();
			} else if (event.key === 'Escape' && event.target instanceof Node && bar.contains(event.target))
				this.focusText();
		});
		area.addEventListener('text-replaced', () => {
			if (!this.#visual) return;
			this.#visual.destroy();
			showVisual();
		});
		this.#errorLine()?.addEventListener('click', () => this.#fail(''));

		if (writingMode.remembered() === 'source') showSource();
		else showVisual();
		void loadTitles(this.dataset['item'] ?? '', area.value).then((found) => {
			for (const [reference, title] of found) titles.set(reference, title);
			if (found.size > 0) this.#visual?.refresh();
		});
	}

	disconnectedCallback(): void {
		clearTimeout(this.#pending);
		this.#visual?.destroy();
	}

	/** Brings what was written into the textarea now. */
	flush(): void {
		clearTimeout(this.#pending);
		this.#pending = 0;
		const area = this.#area;
		const markdown = this.#visual?.markdown();
		if (!area || markdown === undefined || markdown === area.value) return;
		area.value = markdown;
		area.dispatchEvent(new Event('input', { bubbles: true }));
	}

	focusText(): void {
		if (this.#visual) this.#visual.view.focus();
		else this.#area?.focus();
	}

	#changed(): void {
		this.#fail('');
		if (this.#pending === 0) this.#pending = window.setTimeout(() => this.flush(), 400);
	}

	#fail(message: string): void {
		const line = this.#errorLine();
		if (!line) return;
		line.textContent = message;
		line.hidden = message === '';
	}

	#errorLine(): HTMLElement | null {
		return this.querySelector<HTMLElement>('[data-part=failed]');
	}

	#part(selector: string): HTMLElement {
		const part = this.querySelector<HTMLElement>(selector);
		if (!part) throw new Error(`The editor lacks ${selector}.`);
		return part;
	}
}

customElements.define('markdown-editor', MarkdownEditor);

/** Every editor of the page brings its text into the form. */
export function flushEditors(): void {
	for (const editor of document.querySelectorAll('markdown-editor')) {
		if (editor instanceof MarkdownEditor) editor.flush();
	}
}
