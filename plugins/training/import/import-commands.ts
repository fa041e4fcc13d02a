import {
	contentLanguages,
	createId,
	defineCommand,
	notFound,
	z,
	type Actor,
	type PluginContext,
} from 'verbund';
import { refused } from '../refused.ts';
import type { CourseImport, Imports } from './imports.ts';

const id = z.string().min(1).max(64);
const readable = /\.(?:zip|pptx|docx|md|markdown|html?)$/i;

/** From a file to a course: looked at first, made when somebody says so. */
export function createImportCommands({ access, content, jobs }: PluginContext, imports: Imports) {
	return {
		read: defineCommand({
			input: z.strictObject({ uploadId: id, organisationId: id, language: z.enum(contentLanguages) }),
			target: (_context, { organisationId }) => Promise.resolve({ organisationId }),
			async prepare({ actor }, { uploadId }) {
				const { name } = await content.attachments.examine(actor, uploadId);
				if (!readable.test(name)) throw refused('training.refused.importUnknown');
				return { name };
			},
			async run({ actor }, { uploadId, organisationId, language }, { name }) {
				const importId = createId();
				await imports.add({ id: importId, personId: ownId(actor), organisationId, uploadId, name, language });
				await jobs.enqueue('training.readCourseFile', { importId }, { actor, key: importId });
				return { id: importId };
			},
			audit: ({ organisationId }, output) => ({ objects: { import: output.id }, organisationId }),
		}),
		make: defineCommand({
			input: z.strictObject({ importId: id, title: z.string().trim().min(1).max(200) }),
			target: async ({ actor }, { importId }) => ({
				organisationId: (await own(actor, importId)).organisationId,
			}),
			async run({ actor }, { importId, title }) {
				const { organisationId, state } = await own(actor, importId);
				if (state !== 'ready' && state !== 'failed') throw notFound();
				access.require(actor, 'content.write', { organisationId });
				await imports.change(importId, { state: 'running', title, done: 0, reason: null });
				await jobs.enqueue('training.importCourse', { importId }, { actor, key: importId });
				return { id: importId };
			},
			audit: ({ importId }) => ({ objects: { import: importId } }),
		}),
	};

	async function own(actor: Actor, importId: string): Promise<CourseImport> {
		const found = await imports.find(importId, ownId(actor));
		if (!found) throw notFound();
		return found;
	}
}

function ownId(actor: Actor): string {
	if (actor.kind !== 'person') throw notFound();
	return actor.personId;
}
