import { z } from 'zod';
import type { ContentStore } from '../../content/content-store.ts';
import type { FieldValues } from '../../content/fields.ts';
import type { WorkingCopies } from '../../content/working-copies.ts';
import { VerbundError } from '../../errors.ts';
import { contentLanguages } from '../../l10n/languages.ts';
import type { CommandContext } from '../command.ts';
import { isFieldName, readFormInput } from '../form-input.ts';
import { id, type AddCommand } from './core-command.ts';
import { ofWindow } from './draft-input.ts';

const variant = { itemId: id, language: z.enum(contentLanguages) };

/** Nothing is refused for being unfinished: it is kept as it was typed. */
const text = z.strictObject({
	title: z.string().max(2000),
	summary: z.string().max(10_000),
	body: z.string().max(1_000_000),
	/** Names and values of the fields' controls, as the form would send them. */
	form: z.array(z.tuple([z.string().max(200), z.string().max(100_000)])).max(5000),
});

/** What the editor does by itself while someone writes. None of it is an act towards others, so none is audited. */
export function addEditingCommands(
	add: AddCommand,
	{ content, workingCopies }: { readonly content: ContentStore; readonly workingCopies: WorkingCopies },
): void {
	const ofItem = ({ actor }: CommandContext, input: { itemId: string }) => content.owner(actor, input.itemId);

	add(
		'content.autosave',
		{ permission: 'content.write' },
		{
			input: z.strictObject({
				...variant,
				expectedRevision: z.int().min(0),
				/** Of a translation: the revision of the source language. */
				basedOnRevision: z.int().min(0).nullable().default(null),
				/** Null for an editor that is only open. */
				text: text.nullable().default(null),
				...ofWindow,
			}),
			target: ofItem,
			async run(context, { expectedRevision, basedOnRevision, text: written, window, knownCopy, ...edited }) {
				const personId = personOf(context);
				const from = { id: window, knownCopy };
				const copy = written && {
					expectedRevision,
					basedOnRevision,
					title: written.title,
					summary: written.summary,
					body: written.body,
					fields: await readFields(context, edited.itemId, written.form),
				};
				const savedAt = copy && (await workingCopies.keep(personId, edited, copy, from));
				const known = { ...from, knownCopy: savedAt ?? knownCopy };
				return { savedAt, ...(await workingCopies.meet(context.actor, personId, edited, known)) };
			},
			audit: false,
			quiet: true,
		},
	);
	add(
		'content.discardWorkingCopy',
		{ permission: 'content.write' },
		{
			input: z.strictObject(variant),
			target: ofItem,
			async run(context, edited) {
				await workingCopies.forget(personOf(context), edited);
				return {};
			},
			audit: false,
			quiet: true,
		},
	);
	add(
		'content.leaveEditor',
		{ permission: 'content.write' },
		{
			input: z.strictObject(variant),
			target: ofItem,
			async run(context, edited) {
				await workingCopies.leave(personOf(context), edited);
				return {};
			},
			audit: false,
			quiet: true,
		},
	);

	async function readFields(
		{ actor }: CommandContext,
		itemId: string,
		form: readonly (readonly [string, string])[],
	): Promise<FieldValues> {
		const { type } = await content.owner(actor, itemId);
		const schema = content.types.find(type)?.fields;
		if (!schema) return {};
		const entries = form.filter(([name]) => name.startsWith('fields.') && isFieldName(name));
		const { fields } = sentFields.parse(readFormInput(entries, z.strictObject({}), { fields: schema }));
		return fields;
	}
}

const fieldValues: z.ZodType<FieldValues> = z.record(z.string(), z.json());
const sentFields = z.object({ fields: fieldValues.catch({}) });

function personOf({ actor }: CommandContext): string {
	if (actor.kind !== 'person') throw new VerbundError('access.denied');
	return actor.personId;
}
