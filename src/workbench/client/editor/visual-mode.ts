import { dropCursor } from 'prosemirror-dropcursor';
import { gapCursor } from 'prosemirror-gapcursor';
import { history } from 'prosemirror-history';
import { EditorState, type Command, type Transaction } from 'prosemirror-state';
import { tableEditing } from 'prosemirror-tables';
import { EditorView } from 'prosemirror-view';
import { openMarkdown } from '../../../document/markdown-document.ts';
import { acts, isTableAt } from './acts.ts';
import type { EditorDialogs } from './editor-dialogs.ts';
import type { EditorTexts, OfferedBlock } from './editor-texts.ts';
import { markdownRules } from './input-rules.ts';
import { editorKeys } from './keys.ts';
import { editImage, editLink } from './link-and-image-acts.ts';
import { nodeViews } from './node-views.ts';
import { insertFootnote } from './footnote-acts.ts';
import { offeredSpace } from './offered-space.ts';
import { pasteHandling } from './paste.ts';
import { placeholders } from './placeholders.ts';
import { insertPlaceholder, insertSnippet } from './snippets.ts';
import { suggestionSources } from './suggestion-sources.ts';
import { suggestions } from './suggestions.ts';
import type { Finding } from './findings.ts';
import type { Replacement } from './replace-words.ts';
import { rangesIn } from './text-ranges.ts';
import { underline, underlined } from './underlined.ts';
import { insertFiles, uploadPlaces } from './uploads.ts';

export interface VisualMode {
	readonly view: EditorView;
	/** The text as Markdown; what was not touched is as it was. */
	markdown(): string;
	run(act: string): void;
	insertPlaceholder(name: string): void;
	pickFiles(files: readonly File[]): void;
	/** Draws anew what shows titles of other items. */
	refresh(): void;
	/** Underlines what checks found in the Markdown that `markdown` gives. */
	underline(findings: readonly Finding[]): void;
	/** False where the place is not one of text, in the Markdown that `markdown` gives. */
	replaceWords(replacement: Replacement): boolean;
	destroy(): void;
}

export interface VisualModeParts {
	readonly place: HTMLElement;
	readonly markdown: string;
	readonly texts: EditorTexts;
	readonly itemId: string;
	/** Language of the text. */
	readonly language: string;
	readonly titles: Map<string, string>;
	readonly placeholderTitles: ReadonlyMap<string, string>;
	/** The list below the caret, and templates of its icons. */
	readonly list: HTMLElement;
	/** Says why the place of the caret is underlined. */
	readonly note: HTMLElement;
	readonly icons: ParentNode;
	readonly dialogs: EditorDialogs;
	/** Ids of texts that describe the editor. */
	readonly describedBy: string;
	changed(): void;
	/** The selection moved: the toolbar shows what holds there. */
	selected(state: EditorState): void;
	failed(message: string): void;
	pickFile(): void;
}

const manyBlocks = 100;
/** What lies over the text: the head, the bar with the languages, the tools; below, on a phone, two bars. */
const room = {
	...{ top: 176, left: 0, right: 0 },
	bottom: matchMedia('(max-width: 59.99rem)').matches ? 160 : 100,
};

/** @throws VerbundError `content.tooComplex` for what is nested too deeply to be shown */
export function createVisualMode(parts: VisualModeParts): VisualMode {
	const { place, texts, itemId, language, titles, dialogs } = parts;
	const opened = openMarkdown(parts.markdown);
	const uploading = {
		itemId,
		texts,
		failed: parts.failed,
		askAlternative: dialogs.askAlternative,
	};
	const further = new Map<string, Command>([
		['link', editLink(dialogs)],
		['footnote', insertFootnote],
		['image', () => (parts.pickFile(), true)],
	]);
	let frame = 0;
	const view = new EditorView(place, {
		state: EditorState.create({
			doc: opened.node,
			plugins: [
				suggestions({
					sources: suggestionSources({
						texts,
						itemId,
						run: runBlock,
						rememberTitle: (reference, title) => titles.set(reference, title),
					}),
					list: parts.list,
					icons: parts.icons,
					texts,
				}),
				pasteHandling({
					takeFiles: (files, at) => void insertFiles(view, files, at, uploading),
					leftPictures: () => parts.failed(texts.leftPictures),
				}),
				offeredSpace(),
				markdownRules(),
				...editorKeys(),
				history(),
				tableEditing(),
				gapCursor(),
				dropCursor({ color: false, class: 'editor-drop' }),
				placeholders(texts),
				underlined(parts.note, texts),
				uploadPlaces(),
			],
		}),
		nodeViews: views(),
		attributes: {
			class: 'prose',
			role: 'textbox',
			'aria-multiline': 'true',
			'aria-label': texts.label,
			'aria-describedby': parts.describedBy,
			lang: language,
			spellcheck: 'true',
		},
		// The frame's bars lie over the text, above and below.
		scrollThreshold: room,
		scrollMargin: room,
		handleKeyDown: (_view, event) => onShortcut(event),
		dispatchTransaction: (transaction) => apply(transaction),
	});
	// A long text is laid out and painted where it is seen.
	view.dom.toggleAttribute('data-long', opened.node.childCount > manyBlocks);
	parts.selected(view.state);

	return {
		view,
		markdown: () => opened.write(view.state.doc),
		run,
		insertPlaceholder: (name) => insertPlaceholder(view, name),
		pickFiles: (files) => void insertFiles(view, files, view.state.selection.from, uploading),
		refresh: () => view.setProps({ nodeViews: views() }),
		underline: (found) => underline(view, opened.places, found),
		replaceWords,
		destroy: () => view.destroy(),
	};

	function views() {
		return nodeViews({
			texts,
			titles,
			placeholders: parts.placeholderTitles,
			editImage: (editor, at) => void editImage(dialogs, editor, at),
		});
	}

	function apply(transaction: Transaction): void {
		view.updateState(view.state.apply(transaction));
		showSelection();
		if (transaction.docChanged) parts.changed();
	}

	/** At most once for each picture on the screen, however fast somebody types. */
	function showSelection(): void {
		if (frame !== 0) return;
		frame = requestAnimationFrame(() => {
			frame = 0;
			if (!view.isDestroyed) parts.selected(view.state);
		});
	}

	function run(name: string): void {
		const command = acts.get(name)?.run ?? further.get(name);
		command?.(view.state, view.dispatch, view);
		if (name !== 'link' && name !== 'image') view.focus();
	}

	function replaceWords({ start, end, words }: Replacement): boolean {
		const { doc, tr } = view.state;
		const place = opened
			.places(doc)
			.find((one) => one.start <= start && end <= one.start + one.source.length);
		const range = place && rangesIn(place)({ start, end });
		if (range) view.dispatch(tr.insertText(words, range.from, range.to));
		return Boolean(range);
	}

	function runBlock(_view: EditorView, { act, body, placeholder }: OfferedBlock): void {
		if (act !== undefined) run(act);
		else if (body !== undefined) insertSnippet(view, body);
		else if (placeholder !== undefined) insertPlaceholder(view, placeholder);
	}

	function onShortcut(event: KeyboardEvent): boolean {
		if (event.isComposing || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey))
			return false;
		// The palette has Ctrl+K; in the text, with words selected, it makes a link, as everywhere.
		if (event.key.toLowerCase() !== 'k' || view.state.selection.empty) return false;
		event.stopPropagation();
		run('link');
		return true;
	}
}

/** What holds at the selection, for the toolbar: names of acts, and whether it is inside a table. */
export function activeActs(state: EditorState): {
	readonly on: ReadonlySet<string>;
	readonly isTable: boolean;
} {
	const on = [...acts].filter(([, { isOn }]) => isOn?.(state) === true).map(([name]) => name);
	return { on: new Set(on), isTable: isTableAt(state) };
}
