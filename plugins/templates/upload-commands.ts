import { contentLanguages, defineCommand, notFound, VerbundError, z, type PluginContext } from 'verbund';
import { templateType } from './template-type.ts';

const id = z.string().min(1).max(64);
const language = z.enum(contentLanguages);

/** Word files as templates. What they are is looked at before anything is written. */
export function createUploadCommands({ access, content, paper }: PluginContext) {
	const { attachments } = content;

	return {
		upload: defineCommand({
			input: z.strictObject({
				uploadId: id,
				organisationId: id,
				collectionId: id.nullable().default(null),
				language,
				title: z.string().trim().max(200).default(''),
				/** Readable at once for the whole network; otherwise it is a draft. */
				publish: z.boolean().default(false),
			}),
			target: (_context, { organisationId }) => Promise.resolve({ organisationId }),
			async prepare({ actor }, { uploadId, title, publish }) {
				const file = await attachments.examine(actor, uploadId);
				await paper.check(file.id);
				const text = {
					title: title === '' ? titleOf(file.name) : title,
					summary: '',
					body: '',
					fields: { file: file.id },
				};
				return { file, text, publication: publish ? await content.prepare(templateType, text, actor) : null };
			},
			async run({ actor }, { organisationId, collectionId, language: written }, { file, text, publication }) {
				const place = { type: templateType, organisationId, collectionId, language: written };
				const { id: itemId, revision } = await content.create(actor, place, text);
				await attachments.attachVersion(actor, itemId, file);
				if (publication) {
					access.require(actor, 'content.publish', { organisationId });
					access.require(actor, 'content.share', { organisationId });
					await content.publish(
						actor,
						{ itemId, language: written, revision, major: true, audience: ['network'] },
						publication,
					);
				}
				return { id: itemId };
			},
			audit: ({ organisationId, uploadId }, output) => ({
				objects: { item: output.id, file: uploadId },
				organisationId,
			}),
		}),
		replaceFile: defineCommand({
			input: z.strictObject({
				uploadId: id,
				itemId: id,
				language,
				/** Newest revision of the variant when the file was chosen. */
				expectedRevision: z.int().min(0),
				note: z.string().trim().max(500).default(''),
			}),
			target: ({ actor }, { itemId }) => content.owner(actor, itemId),
			async prepare({ actor, reader }, { uploadId, itemId, language: written }) {
				const item = await content.open(reader, itemId);
				const text = await content.openVariant(reader, itemId, written);
				if (item.type !== templateType || !text) throw notFound();
				const file = await attachments.examine(actor, uploadId);
				await paper.check(file.id);
				const { title, summary, body, fields } = text;
				if (fields['file'] === file.id) throw new VerbundError('files.unchanged');
				return { file, text: { title, summary, body, fields: { ...fields, file: file.id } } };
			},
			async run({ actor }, { itemId, language: written, expectedRevision, note }, { file, text }) {
				await attachments.attachVersion(actor, itemId, file);
				await content.saveDraft(actor, { itemId, language: written, expectedRevision, note, ...text });
				return { id: itemId };
			},
			audit: ({ itemId, uploadId }) => ({ objects: { item: itemId, file: uploadId } }),
		}),
	};
}

/** `Kostenzusage_2026.docx` is called “Kostenzusage 2026”. */
function titleOf(name: string): string {
	const title = name
		.replace(/\.[A-Za-z0-9]{1,8}$/, '')
		.replace(/[_\s]+/g, ' ')
		.trim();
	return title === '' ? name : title;
}
