import { contentLanguages, defineCommand, notFound, z, type DraftText, type PluginContext } from 'verbund';
import type { TrainingParts } from '../training-parts.ts';
import { examinePackage } from './examine-package.ts';
import type { Packages } from './packages.ts';

const id = z.string().min(1).max(64);
const language = z.enum(contentLanguages);
const packageType = 'scorm';

/** What makes course packages of files that were sent. */
export function createPackageCommands(
	{ access, content, files, jobs }: PluginContext,
	packages: Packages,
	parts: Pick<TrainingParts, 'drafts' | 'requireTeaching'>,
) {
	const { attachments } = content;
	const unpack = async (fileId: string) => {
		await jobs.enqueue('training.unpackPackage', { fileId }, { key: fileId });
	};

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
				const examined = await examinePackage(files.pathOf(file.id));
				const text = textFor(title || examined.manifest.title || file.name.replace(/\.zip$/i, ''), file.id);
				return {
					file,
					examined,
					text,
					publication: publish ? await content.prepare(packageType, text, actor) : null,
				};
			},
			async run(
				context,
				{ organisationId, language: written, courseId },
				{ file, examined, text, publication },
			) {
				const { actor } = context;
				const created = await content.create(
					actor,
					{ type: packageType, organisationId, collectionId: null, language: written },
					text,
				);
				await attachments.attachVersion(actor, created.id, file);
				await packages.add(created.id, file.id, examined);
				await unpack(file.id);
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
		/** Another version in place of the one before; learners begin it anew, what they have reached stays. */
		replace: defineCommand({
			input: z.strictObject({ uploadId: id, itemId: id, language, expectedRevision: z.int().min(0) }),
			target: ({ actor }, { itemId }) => content.owner(actor, itemId),
			async prepare({ actor, reader }, { uploadId, itemId, language: written }) {
				const file = await attachments.examine(actor, uploadId);
				const item = await content.open(reader, itemId);
				if (item.type !== packageType) throw notFound();
				const text = await content.openVariant(reader, itemId, written);
				const examined = await examinePackage(files.pathOf(file.id));
				const title = item.variants[0]?.title ?? examined.manifest.title;
				const changed = text
					? { ...text, fields: { ...text.fields, file: file.id } }
					: textFor(title, file.id);
				return { file, examined, changed };
			},
			async run({ actor }, input, { file, examined, changed }) {
				await attachments.attachVersion(actor, input.itemId, file);
				await packages.add(input.itemId, file.id, examined);
				await unpack(file.id);
				return { revision: await content.saveDraft(actor, { ...changed, ...input }) };
			},
			audit: ({ itemId, uploadId }, { revision }) => ({
				objects: { item: itemId, file: uploadId, revision },
			}),
		}),
		/** Ends the unpacking, or begins it again. */
		setUnpacking: defineCommand({
			input: z.strictObject({ itemId: id, fileId: id, unpack: z.boolean() }),
			target: ({ actor }, { itemId }) => content.owner(actor, itemId),
			async run(_context, { itemId, fileId, unpack: begins }) {
				const found = await packages.find(fileId);
				if (found?.itemId !== itemId || found.state === 'ready') throw notFound();
				await packages.setState(fileId, begins ? 'waiting' : 'cancelled');
				if (begins) await unpack(fileId);
				return {};
			},
			audit: ({ itemId, fileId }) => ({ objects: { item: itemId, file: fileId } }),
		}),
	};
}

function textFor(title: string, fileId: string): DraftText {
	return { title: title.slice(0, 200), summary: '', body: '', fields: { file: fileId } };
}
