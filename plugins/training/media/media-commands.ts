import { readFile, stat } from 'node:fs/promises';
import { contentLanguages, defineCommand, notFound, z, type DraftText, type PluginContext } from 'verbund';
import { refused } from '../refused.ts';
import type { TrainingParts } from '../training-parts.ts';
import type { MediaTables } from './media-tables.ts';
import { mediaKind } from './media-kind.ts';
import { readCaptions } from './web-vtt.ts';

const id = z.string().min(1).max(64);
const language = z.enum(contentLanguages);
const mediaType = 'media';
const largestCaptions = 500_000;

/** What makes lessons to watch and to listen to of files that were sent. */
export function createMediaCommands(
	{ access, content, files, storage }: PluginContext,
	parts: Pick<TrainingParts, 'drafts' | 'requireTeaching'>,
) {
	const { attachments } = content;

	return {
		upload: defineCommand({
			input: z.strictObject({
				uploadId: id,
				organisationId: id,
				language,
				title: z.string().trim().max(200).default(''),
				publish: z.boolean().default(false),
				/** It becomes a lesson at the end of this course. */
				courseId: z.union([z.literal(''), id]).default(''),
			}),
			target: (_context, { organisationId }) => Promise.resolve({ organisationId }),
			async prepare({ actor }, { uploadId, title, publish }) {
				const file = await attachments.examine(actor, uploadId);
				const kind = mediaKind(file.mediaType);
				if (kind === null) throw refused('training.refused.notMedia');
				const named = title || file.name.replace(/\.[a-z0-9]{1,5}$/i, '').replaceAll('_', ' ');
				const text: DraftText = { title: named, summary: '', body: '', fields: { file: file.id } };
				return {
					file,
					kind,
					text,
					publication: publish ? await content.prepare(mediaType, text, actor) : null,
				};
			},
			async run(context, { organisationId, language: written, courseId }, { file, kind, text, publication }) {
				const { actor } = context;
				const created = await content.create(
					actor,
					{ type: mediaType, organisationId, collectionId: null, language: written },
					text,
				);
				await attachments.attachVersion(actor, created.id, file);
				await storage.transaction<MediaTables, unknown>((transaction) =>
					transaction.insertInto('training_media').values({ item_id: created.id, kind }).execute(),
				);
				if (publication) {
					access.require(actor, 'content.publish', { organisationId });
					const { id: itemId, revision } = created;
					await content.publish(
						actor,
						{ itemId, language: written, revision, major: true, audience: ['own'] },
						publication,
					);
				}
				if (courseId !== '') {
					access.require(actor, 'training.teach', await parts.requireTeaching(actor, courseId));
					await parts.drafts.addLesson(context, { courseId, itemId: created.id });
				}
				return { id: created.id };
			},
			audit: ({ organisationId, uploadId }, output) => ({
				objects: { item: output.id, file: uploadId },
				organisationId,
			}),
		}),
		/** Captions from a file; they become part of the text, where they can be corrected. */
		setCaptions: defineCommand({
			input: z.strictObject({ uploadId: id, itemId: id, language, expectedRevision: z.int().min(0) }),
			target: ({ actor }, { itemId }) => content.owner(actor, itemId),
			async prepare({ actor, reader }, { uploadId, itemId, language: written }) {
				const file = await attachments.examine(actor, uploadId);
				const item = await content.open(reader, itemId);
				const text = await content.openVariant(reader, itemId, written);
				if (item.type !== mediaType || !text) throw notFound();
				const captions = await readText(files.pathOf(file.id));
				readCaptions(captions);
				return { changed: { ...text, fields: { ...text.fields, captions } } };
			},
			async run({ actor }, { uploadId, ...input }, { changed }) {
				const revision = await content.saveDraft(actor, { ...changed, ...input });
				// What was sent is in the text now.
				if (actor.kind === 'person') await attachments.uploads.cancel(actor.personId, uploadId);
				return { revision };
			},
			audit: ({ itemId }, { revision }) => ({ objects: { item: itemId, revision } }),
		}),
	};

	async function readText(path: string): Promise<string> {
		if ((await stat(path)).size > largestCaptions) throw refused('training.refused.captionsTooLong');
		try {
			return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path));
		} catch {
			throw refused('training.refused.captionsInvalid', { line: 1 });
		}
	}
}
