import {
	contentLanguages,
	createFileItems,
	defineCommand,
	fileItemInput,
	fileText,
	notFound,
	z,
	type PluginContext,
} from 'verbund';
import { wishedCourse, type AddToCourse } from '../course/end-of-course.ts';
import { examinePackage } from './examine-package.ts';
import type { Packages } from './packages.ts';

const id = z.string().min(1).max(64);
const language = z.enum(contentLanguages);
const packageType = 'scorm';

/** What makes course packages of files that were sent. */
export function createPackageCommands(
	{ access, content, files, jobs }: PluginContext,
	packages: Packages,
	addToCourse: AddToCourse,
) {
	const { attachments } = content;
	const items = createFileItems({ access, content });
	const unpack = async (fileId: string) => {
		await jobs.enqueue('training.unpackPackage', { fileId }, { key: fileId });
	};

	return {
		upload: defineCommand({
			input: z.strictObject({ ...fileItemInput, courseId: wishedCourse }),
			target: (_context, { organisationId }) => Promise.resolve({ organisationId }),
			async prepare({ actor }, { uploadId, title, publish }) {
				const file = await attachments.examine(actor, uploadId);
				const examined = await examinePackage(files.pathOf(file.id));
				const named = title || examined.manifest.title;
				return { examined, item: await items.prepare(actor, packageType, { file, title: named, publish }) };
			},
			async run(context, { organisationId, language: written, courseId, uploadId }, { examined, item }) {
				const place = { type: packageType, organisationId, collectionId: null, language: written };
				const { id: itemId } = await items.create(context.actor, place, item);
				await packages.add(itemId, uploadId, examined);
				await unpack(uploadId);
				await addToCourse(context, courseId, itemId);
				return { id: itemId };
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
					: fileText(title, file.id);
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
