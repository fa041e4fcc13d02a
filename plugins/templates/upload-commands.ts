import {
	contentLanguages,
	createFileItems,
	defineCommand,
	fileItemInput,
	notFound,
	VerbundError,
	z,
	type PluginContext,
} from 'verbund';
import { withGuessedQuestions } from './guess-questions.ts';
import { templateType } from './template-type.ts';

const id = z.string().min(1).max(64);
const language = z.enum(contentLanguages);

/** Word files as templates. What they are is looked at before anything is written. */
export function createUploadCommands({ access, content, paper }: PluginContext) {
	const { attachments } = content;
	const items = createFileItems({ access, content });

	return {
		/** Readable at once for the whole network, if it is published. */
		upload: defineCommand({
			input: z.strictObject({ ...fileItemInput, collectionId: id.nullable().default(null) }),
			target: (_context, { organisationId }) => Promise.resolve({ organisationId }),
			async prepare({ actor }, { uploadId, title, publish }) {
				const file = await attachments.examine(actor, uploadId);
				const fields = withGuessedQuestions({}, await paper.check(file.id));
				return items.prepare(actor, templateType, { file, title, publish, fields });
			},
			run: ({ actor }, { organisationId, collectionId, language: written }, item) =>
				items.create(
					actor,
					{ type: templateType, organisationId, collectionId, language: written },
					item,
					'network',
				),
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
				const asked = await paper.check(file.id);
				const { title, summary, body } = text;
				if (text.fields['file'] === file.id) throw new VerbundError('files.unchanged');
				// Translations have the questions of their source.
				const fields =
					written === item.sourceLanguage ? withGuessedQuestions(text.fields, asked) : text.fields;
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
