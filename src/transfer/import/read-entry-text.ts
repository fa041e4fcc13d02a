import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { DraftText } from '../../content/draft-text.ts';
import { findItemFiles } from '../../content/transfer/find-files.ts';
import { largestFile, tooLarge } from '../../content/transfer/import-folder.ts';
import { mapLinks, pathOfLink } from '../../content/transfer/map-links.ts';
import { parseContentFile } from '../../content/transfer/markdown-file.ts';
import { notFound } from '../../errors.ts';
import type { ImportFolders } from './import-folders.ts';
import type { ImportEntry, ImportRecord } from './import-record.ts';
import { typeFolders } from './own-export.ts';

export interface EntryText extends DraftText {
	readonly language: string;
}

/**
 * A text as it would be taken over. Of files that come along and of links between the texts, which lead somewhere only
 * then, the words stand there.
 *
 * @throws VerbundError `request.notFound`
 */
export async function readEntryText(
	folders: ImportFolders,
	{ id, layout }: Pick<ImportRecord, 'id' | 'layout'>,
	{ key, title }: Pick<ImportEntry, 'key' | 'title'>,
): Promise<EntryText> {
	const root = layout === 'verbund' ? folders.source(id) : folders.texts(id);
	if (!existsSync(root)) throw notFound();
	const places = layout === 'verbund' ? typeFolders(root) : [{ prefix: '', folder: root }];
	const place = places.find(({ prefix }) => key.startsWith(prefix));
	const item = place && findItemFiles(place.folder).find((one) => place.prefix + one.key === key);
	const [variant] = item?.variants ?? [];
	if (!item || !variant) throw notFound();
	if ((await stat(variant.path)).size > largestFile) throw tooLarge();
	const { summary, body, fields } = parseContentFile(await readFile(variant.path, 'utf8'), item.name);
	return {
		...{ title, summary, fields, language: variant.language },
		body: mapLinks(body, ({ href }) => (pathOfLink(href) === null ? href : null)),
	};
}
