import { z } from 'zod';
import type { Actor } from '../access/actor.ts';
import type { Publication } from '../content/publication.ts';
import type { ReceivedFile } from '../content/attachments.ts';
import type { DraftText } from '../content/draft-text.ts';
import type { FieldValues } from '../content/fields.ts';
import type { NewItem } from '../content/item-rows.ts';
import { contentLanguages } from '../l10n/languages.ts';
import type { PluginContext } from './plugin-context.ts';

/** What everybody says of a file that becomes an item. */
export const fileItemInput = {
	uploadId: z.string().min(1).max(64),
	organisationId: z.string().min(1).max(64),
	language: z.enum(contentLanguages),
	/** The file's name where it is empty. */
	title: z.string().trim().max(200).default(''),
	/** Readable at once; otherwise it is a draft. */
	publish: z.boolean().default(false),
};

export interface FileItem {
	readonly file: ReceivedFile;
	readonly text: DraftText;
	/** Null for a draft. */
	readonly publication: Publication | null;
}

/** Items whose text is a file in the field `file`. */
export function createFileItems({ access, content }: Pick<PluginContext, 'access' | 'content'>) {
	return {
		/** Before the transaction, with a file that was examined. */
		async prepare(
			actor: Actor,
			type: string,
			{
				file,
				title,
				publish,
				fields = {},
			}: {
				readonly file: ReceivedFile;
				readonly title: string;
				readonly publish: boolean;
				/** Beside `file`. */
				readonly fields?: FieldValues;
			},
		): Promise<FileItem> {
			const bare = fileText(title || fileTitle(file), file.id);
			const text = { ...bare, fields: { ...fields, ...bare.fields } };
			return { file, text, publication: publish ? await content.prepare(type, text, actor) : null };
		},
		/** Inside the transaction. @throws VerbundError `access.denied` for those who may not publish, or share so far */
		async create(
			actor: Actor,
			place: NewItem,
			{ file, text, publication }: FileItem,
			audience: 'own' | 'network' = 'own',
		): Promise<{ readonly id: string }> {
			const { organisationId, language } = place;
			const { id: itemId, revision } = await content.create(actor, place, text);
			await content.attachments.attachVersion(actor, itemId, file);
			if (publication) {
				access.require(actor, 'content.publish', { organisationId });
				if (audience === 'network') access.require(actor, 'content.share', { organisationId });
				await content.publish(
					actor,
					{ itemId, language, revision, major: true, audience: [audience] },
					publication,
				);
			}
			return { id: itemId };
		},
	};
}

/** The text of an item that is nothing but a file. */
export function fileText(title: string, fileId: string): DraftText {
	return { title: title.slice(0, 200), summary: '', body: '', fields: { file: fileId } };
}

/** What a file is called until somebody says better: `Kostenzusage_2026.docx` is "Kostenzusage 2026". */
export function fileTitle({ name }: { readonly name: string }): string {
	const words = name
		.replace(/\.[A-Za-z0-9]{1,8}$/, '')
		.replace(/[_\s]+/g, ' ')
		.trim();
	return (words || name).slice(0, 200);
}
