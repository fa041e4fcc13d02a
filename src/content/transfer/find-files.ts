import { readdirSync, readFileSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { ContentLanguage } from '../../l10n/languages.ts';
import { splitFileName } from './markdown-file.ts';

/** One item to import: the files of its variants, and the folders it lies in. */
export interface ItemFiles {
	/** Path below the imported folder without language and ending; the same at every import. */
	readonly key: string;
	readonly name: string;
	readonly folders: readonly string[];
	readonly variants: readonly VariantFiles[];
}

export interface VariantFiles {
	readonly path: string;
	readonly language: ContentLanguage;
	/** A newer text that nobody has published yet. */
	readonly draftPath?: string;
}

export interface FolderTitle {
	readonly title: string;
	readonly position: number;
}

const collectionSchema = z.looseObject({ title: z.string().min(1).max(200).optional(), position: z.number().int().optional() });

/** Markdown files below a folder, those of one item together; hidden folders and links are passed over. */
export function findItemFiles(root: string, defaultLanguage: ContentLanguage = 'de'): ItemFiles[] {
	const items = new Map<string, ItemFiles & { variants: VariantFiles[] }>();
	walk(root, []);
	return [...items.values()].map((item) => ({
		...item,
		// The source variant first: the others are translations of it.
		variants: item.variants.sort((a, b) => rank(a.language) - rank(b.language)),
	}));

	function walk(folder: string, folders: readonly string[]): void {
		const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
		for (const entry of entries) {
			if (entry.name.startsWith('.') || entry.isSymbolicLink()) continue;
			const path = join(folder, entry.name);
			if (entry.isDirectory()) walk(path, [...folders, entry.name]);
			else if (/\.md$/i.test(entry.name)) addFile(path, entry.name, folders);
		}
	}

	function addFile(path: string, fileName: string, folders: readonly string[]): void {
		const { name, language } = splitFileName(fileName);
		const key = [...folders, name].join('/');
		const item = items.get(key) ?? { key, name, folders, variants: [] };
		const draftPath = path.replace(/\.md$/i, '.draft');
		item.variants.push({ path, language: language ?? defaultLanguage, ...(existsSync(draftPath) ? { draftPath } : {}) });
		items.set(key, item);
	}
}

/** Title of a collection: from `_collection.yaml` in its folder, else the folder's name. */
export function folderTitle(folder: string, name: string): FolderTitle {
	const path = join(folder, '_collection.yaml');
	const described = existsSync(path) && statSync(path).size < 10_000 ? collectionSchema.safeParse(safeYaml(path)) : null;
	return {
		title: described?.data?.title ?? titleFromName(name),
		position: described?.data?.position ?? 0,
	};
}

function titleFromName(name: string): string {
	const words = name.replace(/[-_]+/g, ' ').trim();
	return words.charAt(0).toUpperCase() + words.slice(1) || name;
}

function safeYaml(path: string): unknown {
	try {
		return parse(readFileSync(path, 'utf8'));
	} catch {
		return null;
	}
}

function rank(language: ContentLanguage): number {
	return ['de', 'en', 'de-simple'].indexOf(language);
}
