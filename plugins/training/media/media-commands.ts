import { readFile, stat } from 'node:fs/promises';
import {
	contentLanguages,
	createFileItems,
	defineCommand,
	fileItemInput,
	notFound,
	z,
	type PluginContext,
} from 'verbund';
import { wishedCourse, type AddToCourse } from '../course/end-of-course.ts';
import { refused } from '../refused.ts';
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
	addToCourse: AddToCourse,
) {
	const { attachments } = content;
	const items = createFileItems({ access, content });

	return {
		upload: defineCommand({
			input: z.strictObject({ ...fileItemInput, courseId: wishedCourse }),
			target: (_context, { organisationId }) => Promise.resolve({ organisationId }),
			async prepare({ actor }, { uploadId, title, publish }) {
				const file = await attachments.examine(actor, uploadId);
				const kind = mediaKind(file.mediaType);
				if (kind === null) throw refused('training.refused.notMedia');
				return { kind, item: await items.prepare(actor, mediaType, { file, title, publish }) };
			},
			async run(context, { organisationId, language: written, courseId }, { kind, item }) {
				const place = { type: mediaType, organisationId, collectionId: null, language: written };
				const { id: itemId } = await items.create(context.actor, place, item);
				await storage.transaction<MediaTables, unknown>((transaction) =>
					transaction.insertInto('training_media').values({ item_id: itemId, kind }).execute(),
				);
				await addToCourse(context, courseId, itemId);
				return { id: itemId };
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
