import { readFile, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { splitFileName } from '../../content/transfer/markdown-file.ts';
import { formatOf, type SourceDocument } from '../convert/conversion-plan.ts';
import { planBookStack, readBookStack } from './bookstack.ts';
import { freePath } from './free-path.ts';

/** What the source was written by; it decides where its texts go. */
export const layouts = ['verbund', 'bookstack', 'outline', 'docmost', 'files'] as const;
export type Layout = (typeof layouts)[number];

export interface SourcePlan {
	readonly layout: Layout;
	readonly documents: readonly SourceDocument[];
	/** Collections whose title is not their folder's name, by their path below the texts. */
	readonly collections: ReadonlyMap<string, { readonly title: string; readonly position: number }>;
	/** Documents in whose place others stand, and where a link to them leads. */
	readonly replaced: ReadonlyMap<string, string>;
	/** Files that say something about the export and are no content. */
	readonly silent: ReadonlySet<string>;
}

/** The file with which our own exports begin. */
export const exportMark = 'verbund.yaml';

/** Recognises the export of another program and says where each of its texts goes. */
export async function planSource(folder: string, paths: readonly string[]): Promise<SourcePlan> {
	const bookStack = paths.includes('data.json')
		? readBookStack(await readSmall(join(folder, 'data.json')))
		: null;
	if (bookStack) return planBookStack(folder, bookStack);
	const layout = recognise(paths);
	return { layout, ...planTree(paths, layout) };
}

const largestData = 40_000_000;

async function readSmall(path: string): Promise<string> {
	return (await stat(path)).size > largestData ? '' : readFile(path, 'utf8');
}

const uuid = '[0-9a-f]{8}-[0-9a-f-]{27}';
const outlineFile = new RegExp(`(?:^|/)(?:uploads|public|attachments)/(?:${uuid}/){1,2}`, 'i');
const docmostFile = new RegExp(`(?:^|/)files/${uuid}/`, 'i');

function recognise(paths: readonly string[]): Layout {
	if (paths.includes(exportMark)) return 'verbund';
	if (paths.some((path) => docmostFile.test(path) || path.endsWith('docmost-metadata.json')))
		return 'docmost';
	return paths.some((path) => outlineFile.test(path)) ? 'outline' : 'files';
}

/** A page with pages below it lies beside a folder of its own name: it becomes the first of that collection. */
function planTree(paths: readonly string[], layout: Layout): Omit<SourcePlan, 'layout'> {
	const texts = paths.filter((path) => formatOf(path) !== null);
	const folders = new Set(texts.flatMap(foldersOf));
	const taken = new Set<string>();
	const documents = texts.map((source): SourceDocument => {
		const folder = posix.dirname(source) === '.' ? '' : `${posix.dirname(source)}/`;
		const base = posix.basename(source).replace(/\.[^.]+$/, '');
		const { name, language } = splitFileName(`${base}.md`);
		const home = folders.has(`${folder}${name}`) ? `${folder}${name}/` : folder;
		const ending = language === null ? '.md' : `.${language}.md`;
		return {
			source,
			target: freePath(home + name, ending, taken),
			format: formatOf(source) ?? 'markdown',
			name: name.replace(/_+/g, ' ').trim() || name,
		};
	});
	const named = layout === 'outline' || layout === 'docmost';
	return {
		documents,
		collections: new Map(
			named ? [...folders].map((path) => [path, { title: posix.basename(path), position: 0 }]) : [],
		),
		replaced: new Map(),
		silent: new Set(paths.filter((path) => /(?:^|\/)(?:docmost-metadata|metadata)\.json$/.test(path))),
	};
}

function foldersOf(path: string): string[] {
	const steps = path.split('/').slice(0, -1);
	return steps.map((_, index) => steps.slice(0, index + 1).join('/'));
}
