import { z } from 'zod';
import { isReadableUnderWhite } from '../../accounts/colours.ts';
import {
	organisationFieldNameSchema,
	organisationFieldsSchema,
	type Organisations,
} from '../../accounts/organisations.ts';
import { notFound } from '../../errors.ts';
import { colour, name, type AddCommand } from './core-command.ts';
import { noteOrganisation, ofOrganisation, organisationId, shownText } from './organisation-input.ts';
import { requireUnchanged } from './require-unchanged.ts';

const readableColour = colour.refine(isReadableUnderWhite, { message: 'field.colourContrast' });
const slug = z
	.string()
	.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
	.max(60);

/** What an organisation is called, looks like and says of itself. */
export function addOrganisationCommands(add: AddCommand, organisations: Organisations): void {
	add(
		'accounts.createOrganisation',
		{ permission: 'network.manage' },
		{
			input: z.strictObject({
				name,
				slug: slug.optional(),
				shortName: z.string().trim().max(4).optional(),
				colour: readableColour.optional(),
			}),
			run: (_context, { shortName, ...input }) =>
				organisations.create(shortName ? { ...input, shortName } : input),
			audit: (_input, output) => ({ objects: { organisation: output.id }, organisationId: output.id }),
		},
	);
	add(
		'accounts.changeOrganisation',
		{ permission: 'accounts.manage' },
		{
			input: z.strictObject({
				organisationId,
				name: name.optional(),
				shortName: z.string().trim().min(1).max(4).optional(),
				colour: readableColour.optional(),
				fields: organisationFieldsSchema.optional(),
				/** What the form showed; without it the last word counts. */
				expected: z
					.strictObject({
						name: shownText,
						shortName: shownText,
						colour: shownText,
						fields: z.record(organisationFieldNameSchema, shownText),
					})
					.partial()
					.default({}),
			}),
			target: ofOrganisation,
			async run(_context, { organisationId: changed, fields, expected, ...change }) {
				const before = await organisations.get(changed);
				requireUnchanged({
					title: before.name,
					expected: withFields(expected),
					present: withFields(before),
					wanted: withFields({ ...change, fields }),
				});
				await organisations.change(changed, {
					...change,
					...(fields ? { fields: { ...before.fields, ...fields } } : {}),
				});
				return {};
			},
			audit: (input) => ({
				objects: { organisation: input.organisationId },
				organisationId: input.organisationId,
			}),
		},
	);
	add(
		'accounts.setOrganisationField',
		{ permission: 'accounts.manage' },
		{
			input: z.strictObject({
				organisationId,
				name: organisationFieldNameSchema,
				value: z.string().trim().min(1).max(500),
				/** What it said so far; empty for a new one. */
				expected: shownText.optional(),
			}),
			target: ofOrganisation,
			async run(_context, input) {
				const { fields } = await organisations.get(input.organisationId);
				requireUnchanged({
					title: input.name,
					expected: { value: input.expected },
					present: { value: fields[input.name] ?? '' },
					wanted: { value: input.value },
				});
				await organisations.change(input.organisationId, {
					fields: { ...fields, [input.name]: input.value },
				});
				return {};
			},
			audit: noteOrganisation,
		},
	);
	add(
		'accounts.removeOrganisationField',
		{ permission: 'accounts.manage' },
		{
			input: z.strictObject({
				organisationId,
				name: organisationFieldNameSchema,
				expected: shownText.optional(),
			}),
			target: ofOrganisation,
			async run(_context, input) {
				const { fields } = await organisations.get(input.organisationId);
				if (!Object.hasOwn(fields, input.name)) throw notFound();
				requireUnchanged({
					title: input.name,
					expected: { value: input.expected },
					present: { value: fields[input.name] },
				});
				await organisations.change(input.organisationId, {
					fields: Object.fromEntries(Object.entries(fields).filter(([name]) => name !== input.name)),
				});
				return {};
			},
			audit: noteOrganisation,
		},
	);
}

/** Each of its own fields beside the others, under the name that it has in a form. */
function withFields({
	fields = {},
	...others
}: {
	readonly fields?: Readonly<Record<string, string>> | undefined;
}): Readonly<Record<string, unknown>> {
	const named = Object.entries(fields).map(([name, value]) => [`fields.${name}`, value] as const);
	return { ...others, ...Object.fromEntries(named) };
}
