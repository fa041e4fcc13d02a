import { contentLanguages, defineCommand, VerbundError, z, type PluginContext } from 'verbund';
import { linkType } from '../document-type.ts';
import { toDocumentLink } from './document-link.ts';
import type { Systems } from './systems.ts';

const id = z.string().min(1).max(64);
const text = z.string().trim().max(200).default('');

/** Keeps a link to what lives elsewhere, and publishes it at once if that is wished. */
export function createLinkCommand({ access, content }: PluginContext, systems: Systems) {
	return defineCommand({
		input: z.strictObject({
			organisationId: id,
			collectionId: id.nullable().default(null),
			language: z.enum(contentLanguages),
			title: z.string().trim().min(1).max(200),
			summary: z.string().trim().max(1000).default(''),
			system: text,
			reference: text,
			address: z.string().trim().max(2000).default(''),
			owner: text,
			publish: z.boolean().default(false),
		}),
		target: (_context, { organisationId }) => Promise.resolve({ organisationId }),
		async prepare({ actor }, { title, summary, system, reference, address, owner, publish, organisationId }) {
			const fields = withoutEmpty({ system, reference, address, owner });
			const { url } = toDocumentLink(
				{ organisationId, fields },
				await systems.ofOrganisation(organisationId),
			);
			if (url === null) {
				const path = system === '' ? 'address' : 'reference';
				throw new VerbundError('command.inputInvalid', {
					fields: [{ path, message: 'documents.link.missing' }],
				});
			}
			const written = { title, summary, body: '', fields };
			return { written, publication: publish ? await content.prepare(linkType, written, actor) : null };
		},
		async run({ actor }, { organisationId, collectionId, language }, { written, publication }) {
			const created = await content.create(
				actor,
				{ type: linkType, organisationId, collectionId, language },
				written,
			);
			if (publication) {
				access.require(actor, 'content.publish', { organisationId });
				const target = { itemId: created.id, language, revision: created.revision, major: true };
				await content.publish(actor, target, publication);
			}
			return { id: created.id };
		},
		audit: ({ organisationId }, output) => ({ objects: { item: output.id }, organisationId }),
	});
}

function withoutEmpty(fields: Readonly<Record<string, string>>): Record<string, string> {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
}
