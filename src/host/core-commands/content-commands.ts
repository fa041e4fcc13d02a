import { z } from 'zod';
import type { Access } from '../../access/permissions.ts';
import { readReceipt } from '../../accounts/receipt.ts';
import type { ReceivedFile } from '../../content/attachments.ts';
import type { ContentStore } from '../../content/content-store.ts';
import type { ReviewComments } from '../../content/review/comments.ts';
import type { WorkingCopies } from '../../content/working-copies.ts';
import type { WorkingItem } from '../../content/item.ts';
import { notFound } from '../../errors.ts';
import type { Notifications } from '../../notifications/notifications.ts';
import type { AuditNote, CommandContext } from '../command.ts';
import { id, name, type AddCommand } from './core-command.ts';
import {
	acknowledgeBy,
	audience,
	createSaving,
	type SavingParts,
	day,
	draft,
	language,
	revision,
	text,
} from './draft-input.ts';
import { requireUnchanged } from './require-unchanged.ts';
import { tellResponsible } from './tell-responsible.ts';

const tags = z.array(z.string().trim().min(1).max(60)).max(30);
const properties = {
	collectionId: id.nullable().optional(),
	tags: tags.optional(),
	responsiblePersonId: id.nullable().optional(),
	responsibleGroupId: id.nullable().optional(),
	reviewDueAt: day.nullable().optional(),
};

const receivedFile: z.ZodType<ReceivedFile> = z.strictObject({
	id,
	name: z.string(),
	mediaType: z.string(),
	title: z.string(),
	size: z.int(),
	sha256: z.string(),
});

export interface ContentCommandParts {
	readonly notifications: Pick<Notifications, 'notify'>;
	readonly content: ContentStore;
	readonly workingCopies: WorkingCopies;
	readonly access: Access;
	readonly comments: ReviewComments;
	readonly acknowledgements: SavingParts['acknowledgements'];
	readonly signingKey: string;
}

/** What authors do with content of any type. */
export function addContentCommands(
	add: AddCommand,
	{
		acknowledgements,
		comments,
		content,
		workingCopies,
		access,
		notifications,
		signingKey,
	}: ContentCommandParts,
): void {
	const ofOrganisation = (_context: CommandContext, input: { organisationId: string }) =>
		Promise.resolve(input);
	const ofItem = ({ actor }: CommandContext, input: { itemId: string }) => content.owner(actor, input.itemId);
	const { askToConfirm, settle, saveChanged, requireShare } = createSaving({
		acknowledgements,
		comments,
		content,
		workingCopies,
		access,
	});
	const noteItem = (input: { itemId: string }) => ({ objects: { item: input.itemId } });

	add(
		'content.create',
		{ permission: 'content.write' },
		{
			input: z.strictObject({
				type: z.string().max(60),
				organisationId: id,
				collectionId: id.nullable().default(null),
				language,
				...text,
			}),
			target: ofOrganisation,
			run: ({ actor }, { type, organisationId, collectionId, language: sourceLanguage, ...written }) =>
				content.create(actor, { type, organisationId, collectionId, language: sourceLanguage }, written),
			audit: (input, output) => ({ objects: { item: output.id }, organisationId: input.organisationId }),
		},
	);
	add(
		'content.saveDraft',
		{ permission: 'content.write' },
		{
			input: z.strictObject(draft),
			target: ofItem,
			async run(context, input) {
				const saved = await content.saveDraft(context.actor, input);
				await settle(context, input);
				return { revision: saved };
			},
			// Saving a draft is writing, not yet an act towards others.
			audit: false,
		},
	);
	add(
		'content.publish',
		{ permission: 'content.publish' },
		{
			input: z.strictObject({
				itemId: id,
				language,
				revision,
				major: z.boolean().default(false),
				audience: audience.optional(),
			}),
			target: ofItem,
			async prepare({ actor, reader }, input) {
				const { type } = await content.owner(actor, input.itemId);
				const text = await content.revision(reader, input.itemId, input.revision);
				return content.prepare(type, text, actor);
			},
			async run(context, input, publication) {
				await requireShare(context, input.itemId, input.audience);
				const edition = await content.publish(context.actor, input, publication);
				return { edition, refusedLinks: publication.refusedLinks };
			},
			audit: (input, output) => notePublished(input, input.revision, output.edition),
		},
	);
	add(
		'content.saveAndPublish',
		{ permission: 'content.publish' },
		{
			input: z.strictObject({
				...draft,
				major: z.boolean().default(false),
				audience: audience.min(1),
				acknowledgeBy,
				/** The form has a field for it, which belongs to another command: nobody publishes sooner than they meant. */
				publishAt: z
					.string()
					.max(40)
					.refine((time) => time.trim() === '', 'field.publishLater')
					.optional(),
			}),
			target: ofItem,
			async prepare({ actor }, input) {
				const { type } = await content.owner(actor, input.itemId);
				return content.prepare(type, input, actor);
			},
			async run(context, input, publication) {
				access.require(context.actor, 'content.write', await ofItem(context, input));
				await requireShare(context, input.itemId, input.audience);
				const saved = await saveChanged(context, input);
				const { itemId, language: of, major, audience: choices } = input;
				const target = { itemId, language: of, revision: saved, major, audience: choices };
				await askToConfirm(itemId, input.acknowledgeBy);
				const edition = await content.publish(context.actor, target, publication);
				return { revision: saved, edition, refusedLinks: publication.refusedLinks };
			},
			audit: (input, output) => notePublished(input, output.revision, output.edition),
		},
	);
	add(
		'content.unpublish',
		{ permission: 'content.publish' },
		{
			input: z.strictObject({ itemId: id, language }),
			target: ofItem,
			async run({ actor }, input) {
				await content.unpublish(actor, input.itemId, input.language);
				return {};
			},
			audit: (input) => ({ objects: { item: input.itemId, language: input.language } }),
		},
	);
	add(
		'content.setAudience',
		{ permission: 'content.publish' },
		{
			input: z.strictObject({ itemId: id, audience: audience.min(1) }),
			target: ofItem,
			async run(context, input) {
				await requireShare(context, input.itemId, input.audience);
				await content.setAudience(input.itemId, input.audience);
				return {};
			},
			audit: (input) => ({ objects: { item: input.itemId, audience: input.audience } }),
		},
	);
	add(
		'content.setProperties',
		{ permission: 'content.write' },
		{
			input: z.strictObject({
				itemId: id,
				...properties,
				/** What the form showed of each, so that nobody writes over what somebody else has changed since. */
				expected: z.strictObject({ ...properties, reviewDueAt: z.int().nullable().optional() }).optional(),
			}),
			target: ofItem,
			async run({ actor, reader }, { itemId, expected, ...properties }) {
				const { responsiblePersonId } = properties;
				const present = expected || responsiblePersonId ? await content.open(reader, itemId) : null;
				if (expected && present) {
					requireUnchanged({
						title: titleOf(present),
						expected: { ...expected, tags: expected.tags?.toSorted() },
						present: { ...present, tags: present.tags.toSorted() },
						wanted: { ...properties, tags: properties.tags?.toSorted() },
					});
				}
				if (properties.collectionId !== undefined) {
					await content.requireMayMove(actor, itemId, properties.collectionId);
				}
				await content.setProperties(itemId, properties);
				if (responsiblePersonId && responsiblePersonId !== present?.responsiblePersonId)
					await tellResponsible(notifications, actor, { itemId, personId: responsiblePersonId });
				return {};
			},
			audit: noteItem,
		},
	);
	add(
		'content.archive',
		{ permission: 'content.publish' },
		{
			input: z.strictObject({ itemId: id }),
			target: ofItem,
			async run({ actor }, input) {
				await content.requireUnused(actor, input.itemId);
				return done(content.setArchived(actor, input.itemId, true));
			},
			audit: noteItem,
		},
	);
	add(
		'content.unarchive',
		{ permission: 'content.publish' },
		{
			input: z.strictObject({ itemId: id }),
			target: ofItem,
			run: ({ actor }, input) => done(content.setArchived(actor, input.itemId, false)),
			audit: noteItem,
		},
	);
	add(
		'content.remove',
		{ permission: 'content.delete' },
		{
			input: z.strictObject({ itemId: id }),
			target: ofItem,
			async run({ actor }, input) {
				await content.requireUnused(actor, input.itemId);
				return done(content.setDeleted(actor, input.itemId, true));
			},
			audit: noteItem,
		},
	);
	add(
		'content.restore',
		{ permission: 'content.delete' },
		{
			input: z.strictObject({ itemId: id }),
			target: ofItem,
			run: ({ actor }, input) => done(content.setDeleted(actor, input.itemId, false)),
			audit: noteItem,
		},
	);
	add(
		'content.purge',
		{ permission: 'content.delete' },
		{
			input: z.strictObject({ itemId: id }),
			target: ofItem,
			run: (_context, input) => done(content.purge(input.itemId)),
			audit: noteItem,
		},
	);
	add(
		'content.restoreRevision',
		{ permission: 'content.write' },
		{
			input: z.strictObject({ itemId: id, revision }),
			target: ofItem,
			run: async ({ actor }, input) => ({
				revision: await content.restoreRevision(actor, input.itemId, input.revision),
			}),
			audit: (input) => ({ objects: { item: input.itemId, revision: input.revision } }),
		},
	);
	add(
		'content.withdrawRevision',
		{ permission: 'content.publish' },
		{
			input: z.strictObject({ itemId: id, revision }),
			target: ofItem,
			run: ({ actor }, input) => done(content.withdrawRevision(actor, input.itemId, input.revision)),
			audit: (input) => ({ objects: { item: input.itemId, revision: input.revision } }),
		},
	);
	add(
		'content.confirmTranslation',
		{ permission: 'content.publish' },
		{
			input: z.strictObject({ itemId: id, language, sourceRevision: revision }),
			target: ofItem,
			run: ({ actor }, input) =>
				done(content.confirmTranslation(actor, input.itemId, input.language, input.sourceRevision)),
			audit: (input) => ({
				objects: { item: input.itemId, language: input.language, revision: input.sourceRevision },
			}),
		},
	);
	add(
		'content.preview',
		{ permission: 'content.write' },
		{
			input: z.strictObject({ body: z.string().max(1_000_000) }),
			prepare: ({ actor }, input) => content.preview(input.body, actor),
			run: (_context, _input, rendered) =>
				Promise.resolve({ html: rendered.segments.join('…'), headings: rendered.headings }),
			audit: false,
			readOnly: true,
		},
	);
	add(
		'content.attachFile',
		{ permission: 'content.write' },
		{
			input: z.strictObject({
				itemId: id,
				/** Proof from `POST /files` that the bytes are there and what they are. */
				receipt: z.string().max(2000),
			}),
			target: ofItem,
			async run({ actor }, input) {
				const file = readReceipt(input.receipt, signingKey, receivedFile);
				if (!file) throw notFound();
				return content.attachments.attach(actor, input.itemId, file);
			},
			audit: (input, output) => ({ objects: { item: input.itemId, file: output.id } }),
		},
	);
	add(
		'content.removeFile',
		{ permission: 'content.write' },
		{
			input: z.strictObject({ itemId: id, fileId: id }),
			target: ofItem,
			run: (_context, input) => done(content.attachments.remove(input.itemId, input.fileId)),
			audit: (input) => ({ objects: { item: input.itemId, file: input.fileId } }),
		},
	);
	add(
		'content.createCollection',
		{ permission: 'content.write' },
		{
			input: z.strictObject({ organisationId: id, parentId: id.nullable().default(null), title: name }),
			target: ofOrganisation,
			run: async (_context, input) => ({ id: await content.collections.create(input) }),
			audit: (input, output) => ({
				objects: { collection: output.id },
				organisationId: input.organisationId,
			}),
		},
	);
	const ofCollection = (_context: CommandContext, input: { collectionId: string }) =>
		content.collections.get(input.collectionId);
	add(
		'content.renameCollection',
		{ permission: 'content.write' },
		{
			input: z.strictObject({ collectionId: id, title: name, expectedTitle: z.string().max(500).optional() }),
			target: ofCollection,
			async run(_context, input) {
				const { title } = await content.collections.get(input.collectionId);
				requireUnchanged({
					title,
					expected: { title: input.expectedTitle },
					present: { title },
					wanted: { title: input.title },
				});
				return done(content.collections.rename(input.collectionId, input.title));
			},
			audit: (input) => ({ objects: { collection: input.collectionId } }),
		},
	);
	add(
		'content.removeCollection',
		{ permission: 'content.delete' },
		{
			input: z.strictObject({ collectionId: id }),
			target: ofCollection,
			run: (_context, input) => done(content.collections.remove(input.collectionId)),
			audit: (input) => ({ objects: { collection: input.collectionId } }),
		},
	);
}

function notePublished(
	{ itemId, language: published }: { itemId: string; language: string },
	number: number,
	edition: number,
): AuditNote {
	return { objects: { item: itemId, revision: number, language: published, edition } };
}

function titleOf({ variants, sourceLanguage }: WorkingItem): string {
	return variants.find(({ language: one }) => one === sourceLanguage)?.title ?? '';
}

async function done(work: Promise<void>): Promise<Record<string, never>> {
	await work;
	return {};
}
