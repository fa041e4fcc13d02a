import { z } from 'zod';
import type { Actor } from '../../access/actor.ts';
import type { Access } from '../../access/permissions.ts';
import { readReceipt } from '../../accounts/receipt.ts';
import type { ReceivedFile } from '../../content/attachments.ts';
import type { ContentStore } from '../../content/content-store.ts';
import { longestTitle, sameText } from '../../content/draft-text.ts';
import type { EditedVariant, WorkingCopies } from '../../content/working-copies.ts';
import type { FieldValues } from '../../content/fields.ts';
import { notFound } from '../../errors.ts';
import { contentLanguages } from '../../l10n/languages.ts';
import type { AuditNote, CommandContext } from '../command.ts';
import { id, name, type AddCommand } from './core-command.ts';

const language = z.enum(contentLanguages);
const fieldValues: z.ZodType<FieldValues> = z.record(z.string(), z.json());
const text = {
	title: z.string().trim().min(1).max(longestTitle),
	summary: z.string().trim().max(1000).default(''),
	body: z.string().max(1_000_000).default(''),
	fields: fieldValues.default({}),
};
const revision = z.int().min(0);
const draft = {
	itemId: id,
	language,
	expectedRevision: revision,
	basedOnRevision: revision.nullable().optional(),
	note: z.string().trim().max(500).default(''),
	...text,
};
const audience = z.array(z.string().max(100)).max(200);
const tags = z.array(z.string().trim().min(1).max(60)).max(30);
/** A calendar day, `2027-11-03`; kept as its noon so that no time zone moves it. */
const day = z.iso.date().transform((date) => Date.parse(`${date}T12:00:00Z`));

const receivedFile: z.ZodType<ReceivedFile> = z.strictObject({
	id,
	name: z.string(),
	mediaType: z.string(),
	title: z.string(),
	size: z.int(),
	sha256: z.string(),
});

export interface ContentCommandParts {
	readonly content: ContentStore;
	readonly workingCopies: WorkingCopies;
	readonly access: Access;
	readonly signingKey: string;
}

/** What authors do with content of any type. */
export function addContentCommands(
	add: AddCommand,
	{ content, workingCopies, access, signingKey }: ContentCommandParts,
): void {
	const ofOrganisation = (_context: CommandContext, input: { organisationId: string }) =>
		Promise.resolve(input);
	const ofItem = ({ actor }: CommandContext, input: { itemId: string }) => content.owner(actor, input.itemId);
	/** What was saved is no longer unsaved. */
	const forgetWorkingCopy = async (actor: Actor, edited: EditedVariant) => {
		if (actor.kind === 'person') await workingCopies.forget(actor.personId, edited);
	};
	const noteItem = (input: { itemId: string }) => ({ objects: { item: input.itemId } });

	/** Beyond those who may read it already only with the permission to share. */
	const requireShare = async (
		{ actor, reader }: CommandContext,
		itemId: string,
		choices: readonly string[] | undefined,
	) => {
		if (!choices) return;
		const { organisation, audience: present } = await content.open(reader, itemId);
		const free = ['own', `organisation:${organisation.id}`, ...present];
		if (choices.some((choice) => !free.includes(choice))) {
			access.require(actor, 'content.share', { organisationId: organisation.id });
		}
	};

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
			async run({ actor }, input) {
				const saved = await content.saveDraft(actor, input);
				await forgetWorkingCopy(actor, input);
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
			input: z.strictObject({ ...draft, major: z.boolean().default(false), audience: audience.min(1) }),
			target: ofItem,
			async prepare({ actor }, input) {
				const { type } = await content.owner(actor, input.itemId);
				return content.prepare(type, input, actor);
			},
			async run(context, input, publication) {
				access.require(context.actor, 'content.write', await ofItem(context, input));
				await requireShare(context, input.itemId, input.audience);
				const newest = await content.openVariant(context.reader, input.itemId, input.language);
				const isSaved =
					newest?.number === input.expectedRevision &&
					(input.basedOnRevision ?? newest.basedOnRevision) === newest.basedOnRevision &&
					sameText(newest, input);
				const saved = isSaved ? newest.number : await content.saveDraft(context.actor, input);
				const edition = await content.publish(context.actor, { ...input, revision: saved }, publication);
				await forgetWorkingCopy(context.actor, input);
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
				collectionId: id.nullable().optional(),
				tags: tags.optional(),
				responsiblePersonId: id.nullable().optional(),
				responsibleGroupId: id.nullable().optional(),
				reviewDueAt: day.nullable().optional(),
			}),
			target: ofItem,
			async run(_context, { itemId, ...properties }) {
				await content.setProperties(itemId, properties);
				return {};
			},
			audit: noteItem,
		},
	);
	add(
		'content.confirmReview',
		{ permission: 'content.publish' },
		{
			input: z.strictObject({ itemId: id, nextReview: day }),
			target: ofItem,
			async run({ actor }, input) {
				await content.confirmReview(actor, input.itemId, input.nextReview);
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
			run: (_context, input) => done(content.setArchived(input.itemId, true)),
			audit: noteItem,
		},
	);
	add(
		'content.unarchive',
		{ permission: 'content.publish' },
		{
			input: z.strictObject({ itemId: id }),
			target: ofItem,
			run: (_context, input) => done(content.setArchived(input.itemId, false)),
			audit: noteItem,
		},
	);
	add(
		'content.remove',
		{ permission: 'content.delete' },
		{
			input: z.strictObject({ itemId: id }),
			target: ofItem,
			run: (_context, input) => done(content.setDeleted(input.itemId, true)),
			audit: noteItem,
		},
	);
	add(
		'content.restore',
		{ permission: 'content.delete' },
		{
			input: z.strictObject({ itemId: id }),
			target: ofItem,
			run: (_context, input) => done(content.setDeleted(input.itemId, false)),
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
			input: z.strictObject({ collectionId: id, title: name }),
			target: ofCollection,
			run: (_context, input) => done(content.collections.rename(input.collectionId, input.title)),
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

async function done(work: Promise<void>): Promise<Record<string, never>> {
	await work;
	return {};
}
