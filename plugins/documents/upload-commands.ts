import {
	contentLanguages,
	createFileItems,
	defineCommand,
	fileItemInput,
	fileText,
	fileTitle,
	notFound,
	VerbundError,
	z,
	type CommandContext,
	type DraftText,
	type PluginContext,
} from 'verbund';
import { documentType } from './document-type.ts';

const id = z.string().min(1).max(64);
const language = z.enum(contentLanguages);
const yes = z.boolean().default(false);

/** What makes documents and their versions of files that were sent. */
export function createUploadCommands({ access, content }: PluginContext) {
	const { attachments } = content;
	const items = createFileItems({ access, content });
	const ofItem = ({ actor }: CommandContext, { itemId }: { itemId: string }) => content.owner(actor, itemId);
	const newest = async ({ reader }: CommandContext, itemId: string, wanted: string) => {
		const item = await content.open(reader, itemId);
		if (item.type !== documentType) throw notFound();
		const text = await content.openVariant(reader, itemId, wanted);
		const variant = item.variants.find((one) => one.language === wanted);
		return { item, text, hasDraft: (variant?.draftRevision ?? null) !== null };
	};

	return {
		/** A document from a file. */
		upload: defineCommand({
			input: z.strictObject({
				...fileItemInput,
				collectionId: id.nullable().default(null),
				audience: z.enum(['own', 'network']).default('own'),
			}),
			target: (_context, { organisationId }) => Promise.resolve({ organisationId }),
			async prepare({ actor }, { uploadId, title, publish }) {
				const file = await attachments.examine(actor, uploadId);
				return items.prepare(actor, documentType, { file, title, publish });
			},
			run: ({ actor }, { organisationId, collectionId, language: written, audience }, item) =>
				items.create(
					actor,
					{ type: documentType, organisationId, collectionId, language: written },
					item,
					audience,
				),
			audit: ({ organisationId, uploadId }, output) => ({
				objects: { item: output.id, file: uploadId },
				organisationId,
			}),
		}),
		/** Another file in place of the one before. */
		addVersion: defineCommand({
			input: z.strictObject({
				uploadId: id,
				itemId: id,
				language,
				/** Newest revision of the variant when the file was chosen. */
				expectedRevision: z.int().min(0),
				note: z.string().trim().max(500).default(''),
				publish: yes,
				major: yes,
			}),
			target: ofItem,
			async prepare(context, { uploadId, itemId, language: wanted, publish }) {
				const file = await attachments.examine(context.actor, uploadId);
				const { item, text, hasDraft } = await newest(context, itemId, wanted);
				const [current] = await attachments.versions(context.actor, [fileIn(text)]);
				if (current?.sha256 === file.sha256) throw new VerbundError('files.unchanged');
				const changed = text
					? { ...text, fields: { ...text.fields, file: file.id } }
					: fileText(item.variants[0]?.title ?? fileTitle(file), file.id);
				// What somebody is still writing goes to nobody with a file.
				const publication =
					publish && !hasDraft ? await content.prepare(documentType, changed, context.actor) : null;
				return { file, changed, publication };
			},
			async run(context, input, { file, changed, publication }) {
				const { actor } = context;
				await attachments.attachVersion(actor, input.itemId, file);
				const revision = await content.saveDraft(actor, { ...changed, ...input });
				if (publication) {
					access.require(actor, 'content.publish', await ofItem(context, input));
					await content.publish(actor, { ...input, revision }, publication);
				}
				return { revision, published: publication !== null };
			},
			audit: ({ itemId, uploadId }, { revision }) => ({
				objects: { item: itemId, file: uploadId, revision },
			}),
		}),
		/** A new version with the file of an old one. */
		restoreVersion: defineCommand({
			input: z.strictObject({
				itemId: id,
				language,
				fileId: id,
				expectedRevision: z.int().min(0),
				note: z.string().trim().max(500).default(''),
			}),
			target: ofItem,
			async run(context, { fileId, ...input }) {
				const { text } = await newest(context, input.itemId, input.language);
				const [file] = await attachments.versions(context.actor, [fileId]);
				if (!text || file?.itemId !== input.itemId) throw notFound();
				if (fileIn(text) === fileId) throw new VerbundError('files.unchanged');
				const fields = { ...text.fields, file: fileId };
				return { revision: await content.saveDraft(context.actor, { ...text, ...input, fields }) };
			},
			audit: ({ itemId, fileId }, { revision }) => ({ objects: { item: itemId, file: fileId, revision } }),
		}),
	};
}

function fileIn(text: Pick<DraftText, 'fields'> | null): string {
	const file = text?.fields['file'];
	return typeof file === 'string' ? file : '';
}
