import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';

export interface CorpusDocument {
	/** Path below its folder. */
	readonly id: string;
	readonly title: string;
	readonly headings: readonly string[];
	readonly text: string;
}

export interface CorpusQuery {
	readonly kind: string;
	readonly text: string;
	/** The one document that is wanted. */
	readonly wanted: string;
}

/**
 * Markdown files with a title in the front matter, else in the first heading.
 *
 * @param beside further folders, whose files bring the folder's name along
 */
export function readCorpus(folder: string, beside: readonly string[] = []): CorpusDocument[] {
	return [readFolder(folder, ''), ...beside.map((other) => readFolder(other, `${basename(other)}/`))].flat();
}

function readFolder(folder: string, prefix: string): CorpusDocument[] {
	return globSync('**/*.md', { cwd: folder })
		.sort()
		.map((path) => readDocument(prefix + path, readFileSync(join(folder, path), 'utf8')));
}

export function readQueries(file: string): CorpusQuery[] {
	return queries
		.parse(JSON.parse(readFileSync(file, 'utf8')))
		.map(({ type, q, path }) => ({ kind: type, text: q, wanted: path }));
}

const queries = z.array(z.object({ type: z.string(), q: z.string(), path: z.string() }));

function readDocument(id: string, source: string): CorpusDocument {
	const [frontMatter = '', matter = ''] = /^---\n([\s\S]*?)\n---\n/.exec(source) ?? [];
	const body = source.slice(frontMatter.length);
	const headings = [...body.matchAll(/^#{1,6} +(.+)$/gm)].map((match) => match[1] ?? '');
	const title = titleOf(matter) ?? headings[0] ?? id;
	return { id, title, headings, text: body };
}

function titleOf(matter: string): string | undefined {
	const written = /^title: *(.+)$/m.exec(matter)?.[1]?.trim();
	return written?.replace(/^(['"])(.*)\1$/, '$2').replaceAll('\\"', '"');
}
