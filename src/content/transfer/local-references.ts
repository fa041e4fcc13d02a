import { createHash } from 'node:crypto';
import { createReadStream, existsSync, lstatSync, realpathSync } from 'node:fs';
import { basename, join, posix, relative, sep } from 'node:path';
import { isVerbundError } from '../../errors.ts';
import type { Attachments, ReceivedFile } from '../attachments.ts';
import type { FieldSchema } from '../fields.ts';
import { filesIn } from '../files/file-fields.ts';
import { splitFileName, type ContentFile } from './markdown-file.ts';
import type { KnownItem } from './known-items.ts';
import { encodePath, mapLinks, pathOfLink } from './map-links.ts';
import { mapTexts } from './map-texts.ts';

export interface ResolvedFile {
	readonly file: ContentFile;
	/** Bytes that lie there and belong to nothing yet. */
	readonly received: readonly ReceivedForItem[];
	/** Files that the hub does not take. */
	readonly refused: readonly { readonly path: string; readonly error: unknown }[];
}

export interface ReceivedForItem extends ReceivedFile {
	/** What the item is about, not a file beside its text. */
	readonly versioned: boolean;
}

/** A file of an item, by its path in the folder. */
export interface FoundFile {
	readonly id: string;
	readonly url: string;
}

export interface LocalReferencesParts {
	readonly attachments: Pick<Attachments, 'digests' | 'receive'>;
	readonly folder: string;
	readonly fields: FieldSchema;
	readonly items: ReadonlyMap<string, KnownItem>;
	/** Ids of an own export, and what they are here. */
	readonly ids: ReadonlyMap<string, string>;
}

/**
 * Links of a text to other texts of the same folder become links to their items, and files beside it files of its own
 * item. A file that the item has already stays the one that it is.
 */
export function createLocalReferences({ attachments, folder, fields, items, ids }: LocalReferencesParts) {
	/** @param found files of the item that were found before, in its other texts */
	return async (
		file: ContentFile,
		path: string,
		item: KnownItem,
		found: Map<string, FoundFile>,
	): Promise<ResolvedFile> => {
		const here = posix.dirname(relative(folder, path).split(sep).join('/'));
		const files = new Set<string>();
		forEachLink(file, (href) => {
			const path = fileAt(here, href);
			if (path !== null) files.add(path);
		});
		for (const beside of file.files) {
			const path = fileAt(here, encodePath(beside));
			if (path !== null) files.add(path);
		}
		const received: ReceivedForItem[] = [];
		const refused: { path: string; error: unknown }[] = [];
		const present = files.size === 0 || !item.exists ? [] : await attachments.digests(item.id);
		const about = new Set(filesIn(fields, file.fields));
		const isAbout = (one: string) => [...about].some((value) => fileAt(here, value) === one);
		for (const one of files) {
			if (found.has(one)) continue;
			try {
				found.set(one, await find(one, present, received, isAbout(one)));
			} catch (error) {
				if (!isVerbundError(error)) throw error;
				refused.push({ path: one, error });
			}
		}
		const change = (href: string) => {
			const target = locate(here, href);
			if (target?.kind === 'item') return `item:${target.id}${target.fragment}`;
			const one = target && found.get(target.path);
			return (about.has(href) ? one?.id : one?.url) ?? withNewIds(href, ids);
		};
		return { file: mapFile(file, change, ids), received, refused };
	};

	async function find(
		path: string,
		present: Awaited<ReturnType<Attachments['digests']>>,
		received: ReceivedForItem[],
		versioned: boolean,
	): Promise<FoundFile> {
		const full = join(folder, path);
		const digest = present.length === 0 ? null : await sha256Of(full);
		const same = present.find(({ sha256 }) => sha256 === digest);
		if (same) return same;
		const file = await attachments.receive(basename(path), createReadStream(full));
		received.push({ ...file, versioned });
		return { id: file.id, url: `/files/${file.id}/${encodeURIComponent(file.name)}` };
	}

	function fileAt(here: string, href: string): string | null {
		const target = locate(here, href);
		return target?.kind === 'file' ? target.path : null;
	}

	function locate(here: string, href: string) {
		const place = pathOfLink(href);
		if (!place || place.path.startsWith('/')) return null;
		const path = posix.normalize(posix.join(here, place.path));
		if (path.startsWith('..')) return null;
		const folders = posix.dirname(path) === '.' ? '' : `${posix.dirname(path)}/`;
		const item = /\.md$/i.test(path) ? items.get(folders + splitFileName(posix.basename(path)).name) : undefined;
		if (item) {
			const fragment = /^[\w-]{1,128}$/.test(place.fragment) ? `#${place.fragment}` : '';
			return { kind: 'item', id: item.id, fragment } as const;
		}
		return isPlainFile(folder, path) ? ({ kind: 'file', path } as const) : null;
	}
}

function forEachLink(file: ContentFile, visit: (href: string) => void): void {
	mapFile(
		file,
		(href) => {
			visit(href);
			return href;
		},
		new Map(),
	);
}

function mapFile(
	file: ContentFile,
	change: (href: string) => string,
	ids: ReadonlyMap<string, string>,
): ContentFile {
	const mapText = (text: string) => withNewIds(mapLinks(text, ({ href }) => change(href)), ids);
	// A field may be an address by itself.
	const mapField = (text: string) => {
		const changed = /\s/.test(text) ? text : change(text);
		return changed === text ? mapText(text) : changed;
	};
	return { ...file, body: mapText(file.body), fields: mapTexts(file.fields, mapField) };
}

function withNewIds(text: string, ids: ReadonlyMap<string, string>): string {
	if (ids.size === 0) return text;
	return text.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g, (id) => ids.get(id) ?? id);
}

/** A link of the file system could lead out of the folder. */
function isPlainFile(folder: string, path: string): boolean {
	const full = join(folder, path);
	if (!existsSync(full) || !lstatSync(full).isFile()) return false;
	return !relative(realpathSync(folder), realpathSync(full)).startsWith('..');
}

async function sha256Of(path: string): Promise<string> {
	const hash = createHash('sha256');
	for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
	return hash.digest('hex');
}
