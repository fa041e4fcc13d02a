import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { isWritableLink } from '../../content/markdown/links.ts';
import { encodePath, pathOfLink } from '../../content/transfer/map-links.ts';
import type { ConversionPlan, SourceDocument } from './conversion-plan.ts';
import type { LinkTarget, Surroundings, TransferNote } from './converted-text.ts';

export interface DocumentSurroundings extends Surroundings {
	/** Paths in the source of the files that were asked for. */
	readonly files: ReadonlySet<string>;
	readonly notes: readonly TransferNote[];
}

/** Finds what documents of one import refer to. */
export interface SourceMap {
	around(document: SourceDocument): DocumentSurroundings;
}

const mostImages = 500;
const longestNote = 200;
const mostNotes = 50;

const endings: Readonly<Record<string, string>> = {
	'image/png': 'png',
	'image/jpeg': 'jpg',
	'image/jpg': 'jpg',
	'image/gif': 'gif',
	'image/webp': 'webp',
};

export function createSourceMap({ sourceFolder, targetFolder, texts }: ConversionPlan): SourceMap {
	const targets = new Map(texts);
	const byName = new Map(texts.map(([source]) => [basename(source).toLowerCase(), source]));

	return {
		around(document) {
			const files = new Set<string>();
			const notes: TransferNote[] = [];
			let images = 0;
			const note = (one: TransferNote) => {
				if (notes.length < mostNotes && !notes.some((known) => sameNote(known, one))) notes.push(one);
			};
			return {
				files,
				notes,
				note,
				resolve: (href, what) => resolve(document, href, what),
				keepImage(bytes, mediaType) {
					const ending = endings[mediaType.toLowerCase()];
					if (ending === undefined || images === mostImages) return null;
					images += 1;
					const folder = `${document.target.replace(/\.md$/, '')}.files`;
					const name = `bild-${images}.${ending}`;
					mkdirSync(join(targetFolder, folder), { recursive: true });
					writeFileSync(join(targetFolder, folder, name), bytes);
					return encodePath(`${basename(folder)}/${name}`);
				},
			};

			function resolve(
				{ source, target, format }: SourceDocument,
				href: string,
				what: 'link' | 'image',
			): LinkTarget {
				const place = pathOfLink(href.trim());
				if (!place) return outside(href.trim(), what, format);
				const found = find(source, place.path);
				if (found === null) {
					note({ code: 'brokenLink', values: { target: href.slice(0, longestNote) } });
					return { kind: 'nowhere' };
				}
				const text = targets.get(found);
				if (text === undefined) files.add(found);
				const relative = posix.relative(posix.dirname(target), text ?? found) || basename(text ?? found);
				const fragment =
					text !== undefined && /^[\w-]{1,128}$/.test(place.fragment) ? `#${place.fragment}` : '';
				return { kind: 'inside', href: encodePath(relative) + fragment };
			}

			function outside(href: string, what: 'link' | 'image', format: SourceDocument['format']): LinkTarget {
				if (href === '' || !isWritableLink(href)) return { kind: 'nowhere' };
				// Marks within the page have other names here.
				if (href.startsWith('#') && format !== 'markdown') return { kind: 'nowhere' };
				if (what === 'image') note({ code: 'remoteImage', values: { target: href.slice(0, longestNote) } });
				return { kind: 'keep', href };
			}
		},
	};

	/** Beside the document first, then in the folders above it; exports name their folders of files from either. */
	function find(source: string, path: string): string | null {
		let folder = posix.dirname(source);
		for (;;) {
			const found = known(posix.normalize(posix.join(folder, path.replace(/^\/+/, ''))));
			if (found !== null) return found;
			if (folder === '.' || folder === '/') return byName.get(basename(path).toLowerCase()) ?? null;
			folder = posix.dirname(folder);
		}
	}

	function known(path: string): string | null {
		if (path.startsWith('..')) return null;
		for (const candidate of [path, `${path}.md`, path.normalize('NFC')]) {
			if (targets.has(candidate) || isFile(join(sourceFolder, candidate))) return candidate;
		}
		return null;
	}
}

function isFile(path: string): boolean {
	return existsSync(path) && statSync(path).isFile() && dirname(path) !== path;
}

function sameNote(one: TransferNote, other: TransferNote): boolean {
	return one.code === other.code && JSON.stringify(one.values) === JSON.stringify(other.values);
}
