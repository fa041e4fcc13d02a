import type { OfferedBlock, EditorTexts } from '../client/editor/editor-texts.ts';
import type { Snippet, WorkbenchLocals } from '../locals.ts';

export interface Tool {
	/** As the editor's acts are named; its title is `editor.tool.<act>`. */
	readonly act: string;
	readonly icon: string;
	readonly keys?: string;
	/** Holds or does not hold at the caret. */
	readonly toggles?: boolean;
	/** Key of the words that stand between marks of Markdown where nothing is selected. */
	readonly sample?: string;
}

export interface ToolGroup {
	readonly tools: readonly Tool[];
	/** Offered in a table only, or everywhere else: a cell holds no lists and headings. */
	readonly place?: 'table' | 'text';
}

export const toolGroups: readonly ToolGroup[] = [
	{
		tools: [
			{ act: 'bold', icon: 'bold', keys: 'Control+B', toggles: true, sample: 'editor.sample.bold' },
			{ act: 'italic', icon: 'italic', keys: 'Control+I', toggles: true, sample: 'editor.sample.italic' },
		],
	},
	{
		place: 'text',
		tools: [
			{ act: 'heading2', icon: 'heading-2', toggles: true },
			{ act: 'heading3', icon: 'heading-3', toggles: true },
		],
	},
	{
		place: 'text',
		tools: [
			{ act: 'list', icon: 'list', toggles: true },
			{ act: 'numbered', icon: 'list-ordered', toggles: true },
			{ act: 'tasks', icon: 'list-checks', toggles: true },
			{ act: 'table', icon: 'table', sample: 'editor.sample.table' },
		],
	},
	{
		place: 'table',
		tools: [
			{ act: 'rowAfter', icon: 'between-horizontal-start' },
			{ act: 'columnAfter', icon: 'between-vertical-start' },
			{ act: 'deleteRow', icon: 'table-rows-split' },
			{ act: 'deleteColumn', icon: 'table-columns-split' },
			{ act: 'deleteTable', icon: 'trash-2' },
		],
	},
	{
		tools: [
			{ act: 'link', icon: 'link', sample: 'editor.sample.link' },
			{ act: 'image', icon: 'image-plus' },
			{ act: 'note', icon: 'info', toggles: true, sample: 'editor.sample.note' },
			{ act: 'warning', icon: 'triangle-alert', toggles: true, sample: 'editor.sample.warning' },
		],
	},
	{
		tools: [
			{ act: 'undo', icon: 'undo-2', keys: 'Control+Z' },
			{ act: 'redo', icon: 'redo-2', keys: 'Control+Y' },
		],
	},
];

/** What `/` offers beside snippets and placeholders, with words by which people look for it. */
const blocks: readonly Tool[] = [
	{ act: 'heading2', icon: 'heading-2' },
	{ act: 'heading3', icon: 'heading-3' },
	{ act: 'list', icon: 'list' },
	{ act: 'numbered', icon: 'list-ordered' },
	{ act: 'tasks', icon: 'list-checks' },
	{ act: 'table', icon: 'table' },
	{ act: 'note', icon: 'info' },
	{ act: 'tip', icon: 'lightbulb' },
	{ act: 'warning', icon: 'triangle-alert' },
	{ act: 'image', icon: 'image-plus' },
	{ act: 'quote', icon: 'quote' },
	{ act: 'definition', icon: 'book-open' },
	{ act: 'footnote', icon: 'superscript' },
	{ act: 'codeBlock', icon: 'code-xml' },
	{ act: 'rule', icon: 'minus' },
];

const placeholders = [
	...(['name', 'phone', 'email', 'address', 'website', 'letterhead'] as const).map(
		(field) => [field, `organisation.${field}`] as const,
	),
	['personName', 'person.name'],
	['today', 'today'],
	['deadline', 'today + 14 days'],
] as const;

export function placeholderChoices({ t }: WorkbenchLocals): readonly { name: string; title: string }[] {
	return placeholders.map(([key, name]) => ({ name, title: t(`editor.placeholder.${key}`) }));
}

/** Icons of the lists below the caret. */
export const listIcons: readonly string[] = [
	...new Set([...blocks.map(({ icon }) => icon), 'braces', 'file-text', 'layout-template', 'user-round']),
];

/** All that the editor says, in the language of the interface. */
export function editorTexts(
	locals: WorkbenchLocals,
	label: string,
	snippets: readonly Snippet[],
): EditorTexts {
	const { t } = locals;
	return {
		label,
		hint: t('editor.visualHint'),
		placeholder: t('editor.empty'),
		titlePlaceholder: t('editor.emptyTitle'),
		blocksLabel: t('editor.suggest.blocks'),
		peopleLabel: t('editor.suggest.people'),
		itemsLabel: t('editor.suggest.items'),
		blocks: offeredBlocks(locals, snippets),
		found: t('editor.suggest.found', { count: '{count}', first: '{first}' }),
		nothing: t('editor.suggest.nothing'),
		raw: t('editor.raw'),
		task: t('editor.task'),
		altMissing: t('editor.altMissing'),
		imageElsewhere: t('editor.imageElsewhere'),
		itemUnknown: t('editor.itemUnknown'),
		embed: t('editor.embed'),
		footnote: t('editor.footnote'),
		uploading: t('editor.uploading', { name: '{name}' }),
		uploaded: t('editor.uploaded', { name: '{name}' }),
		uploadFailed: t('editor.uploadFailed', { name: '{name}' }),
		leftPictures: t('editor.leftPictures'),
		toSource: t('editor.toSource'),
		toVisual: t('editor.toVisual'),
		tooComplex: t('editor.tooComplex'),
		proposal: t('problems.proposal'),
		noFindings: t('editor.noFindings'),
	};
}

/** Templates first: they are what one begins with. */
function offeredBlocks(locals: WorkbenchLocals, snippets: readonly Snippet[]): readonly OfferedBlock[] {
	const { t } = locals;
	return [
		...snippets.map(({ prefix, title, description, body }) => ({
			title,
			detail: description,
			icon: 'layout-template',
			words: [prefix],
			body,
		})),
		...blocks.map(({ act, icon }) => ({
			title: t(`editor.tool.${act}`),
			detail: t(`editor.block.${act}`),
			icon,
			words: t(`editor.words.${act}`).split(' '),
			act,
		})),
		...placeholderChoices(locals).map(({ name, title }) => ({
			title,
			detail: t('editor.tool.placeholder'),
			icon: 'braces',
			words: [t('editor.tool.placeholder'), name],
			placeholder: name,
		})),
	];
}
