import { announce } from '../announce.ts';
import { editorDialogs } from './editor-dialogs.ts';
import type { EditorTexts } from './editor-texts.ts';
import { findings } from './findings.ts';
import { onFlush } from './flush-editors.ts';
import { furnish, labelOf } from './light-editor.ts';
import { loadTitles } from './load-titles.ts';
import { onReplaceWords } from './replace-words.ts';
import { createSourceMode, type SourceMode } from './source-mode.ts';
import { createToolbar, type Toolbar } from './toolbar.ts';
import { activeActs, createVisualMode, type VisualMode } from './visual-mode.ts';
import { whenIdle, type Deferred } from './when-idle.ts';
import { writingMode } from './writing-mode.ts';

/**
 * A textarea of Markdown that can be written as it will look. The textarea stays what is sent and saved; it gets
 * each change of the visual editor within a moment, and before anything else reads it. With `data-light` it is a field
 * beside the text: it stands when it comes into sight, and borrows from the editor of the text.
 */
class MarkdownEditor extends HTMLElement {
	#parts: Parts | null = null;
	#visual: VisualMode | null = null;
	#flushing: Deferred | null = null;
	#failure = '';
	readonly #listening = new AbortController();

	connectedCallback(): void {
		const area = this.querySelector('textarea');
		// An entry that is moved comes back as it was.
		if (!area || this.#parts) return;
		if (this.dataset['light'] === undefined) this.#start(area, this);
		else whenSeen(this, () => this.#startLight(area));
	}

	disconnectedCallback(): void {
		queueMicrotask(() => {
			if (this.isConnected) return;
			this.#flushing?.cancel();
			this.#listening.abort();
			this.#visual?.destroy();
		});
	}

	/** Brings what was written into the textarea now. */
	flush(): void {
		this.#flushing?.cancel();
		this.#flushing = null;
		const area = this.#parts?.area;
		const markdown = this.#visual?.markdown();
		if (!area || markdown === undefined || markdown === area.value) return;
		area.value = markdown;
		area.dispatchEvent(new Event('input', { bubbles: true }));
	}

	focusText(): void {
		if (this.#visual) this.#visual.view.focus();
		else this.#parts?.area.focus();
	}

	#startLight(area: HTMLTextAreaElement): void {
		const full = document.querySelector<HTMLElement>('markdown-editor:not([data-light])');
		if (!full || this.#parts || !this.isConnected) return;
		furnish(this, full, area.name);
		this.#start(area, full);
	}

	/** @param full where texts, icons and dialogs stand */
	#start(area: HTMLTextAreaElement, full: HTMLElement): void {
		const bar = this.querySelector<HTMLElement>('[role=toolbar]');
		if (!bar) return;
		const { signal } = this.#listening;
		const texts: EditorTexts = JSON.parse(full.dataset['texts'] ?? '{}');
		const hint = this.querySelector('.field-hint');
		const label = this.querySelector('.field > label');
		const isLight = full !== this;
		const sampleOf = (act: string) =>
			full.querySelector<HTMLElement>(`[data-edit=${act}]`)?.dataset['sample'] ?? '';
		const parts: Parts = {
			area,
			full,
			toolbar: createToolbar(bar),
			source: createSourceMode(area, sampleOf),
			toggle: bar.querySelector<HTMLElement>('[data-toggle=source]'),
			files: this.querySelector<HTMLInputElement>('input[type=file]'),
			texts: isLight ? { ...texts, label: labelOf(this), placeholder: '' } : texts,
			// The hint of a field says what belongs there, however it is written.
			hint: isLight ? null : hint,
			plainHint: hint?.textContent ?? '',
			titles: new Map(),
		};
		this.#parts = parts;
		this.#listen(bar, parts);
		onFlush(() => this.flush(), signal);
		findings.onDidChange(() => this.#underline(), signal);
		writingMode.onDidChange(() => this.#follow(parts), signal);
		label?.addEventListener('click', () => this.focusText(), { signal });

		this.#follow(parts);
		void loadTitles(full.dataset['item'] ?? '', area.value).then((found) => {
			for (const [reference, title] of found) parts.titles.set(reference, title);
			if (found.size > 0) this.#visual?.refresh();
		});
	}

	#listen(bar: HTMLElement, parts: Parts): void {
		const { area, files, source, texts, toggle, toolbar } = parts;
		toggle?.addEventListener('click', () => {
			const toSource = this.#visual !== null;
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
			this.#showVisual(parts);
		});
		onReplaceWords(area, (replacement) => this.#visual?.replaceWords(replacement) ?? false);
		this.#errorLine()?.addEventListener('click', () => this.#fail(''));
	}

	#follow(parts: Parts): void {
		if (writingMode.remembered() === 'source') this.#showSource(parts);
		else if (!this.#visual) this.#showVisual(parts);
	}

	#showVisual(parts: Parts): void {
		const { area, files, full, hint, texts, titles, toggle, toolbar } = parts;
		// Whoever is in the field when its editor comes stays in it.
		const isWriting = document.activeElement === area;
		try {
			this.#visual = createVisualMode({
				place: this.#part('[data-part=visual]'),
				markdown: area.value,
				texts,
				itemId: full.dataset['item'] ?? '',
				language: area.lang,
				titles,
				placeholderTitles: new Map(
					texts.blocks.flatMap(({ placeholder, title }) =>
						placeholder === undefined ? [] : [[placeholder, title]],
					),
				),
				list: this.#part('[role=listbox]'),
				note: this.#part('[data-part=finding]'),
				icons: full,
				dialogs: editorDialogs(full),
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
		this.#underline();
		if (isWriting) this.focusText();
	}

	#showSource({ hint, plainHint, source, toggle, toolbar }: Parts): void {
		this.flush();
		this.#visual?.destroy();
		this.#visual = null;
		this.dataset['mode'] = 'source';
		if (hint) hint.textContent = plainHint;
		toggle?.setAttribute('aria-pressed', 'true');
		toolbar.show({ on: new Set(), isTable: false });
		toolbar.offer(source.has);
	}

	#underline(): void {
		// What was found belongs to the text as the checks saw it.
		this.flush();
		this.#visual?.underline(findings.of(this.#parts?.area.name ?? ''));
	}

	#changed(): void {
		this.#fail('');
		this.#flushing ??= whenIdle(() => this.flush());
	}

	#fail(message: string): void {
		if (message === this.#failure) return;
		this.#failure = message;
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

interface Parts {
	readonly area: HTMLTextAreaElement;
	readonly full: HTMLElement;
	readonly toolbar: Toolbar;
	readonly source: SourceMode;
	readonly toggle: HTMLElement | null;
	readonly files: HTMLInputElement | null;
	readonly texts: EditorTexts;
	readonly hint: Element | null;
	readonly plainHint: string;
	readonly titles: Map<string, string>;
}

/** Not before it is in the window: most entries of a list stay folded. */
function whenSeen(element: HTMLElement, run: () => void): void {
	const observer = new IntersectionObserver((entries) => {
		if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
		observer.disconnect();
		run();
	});
	observer.observe(element);
}

customElements.define('markdown-editor', MarkdownEditor);
