import { z } from 'zod';
import type { Access } from '../../access/permissions.ts';
import type { Database } from '../../database/database.ts';
import { notFound } from '../../errors.ts';
import { decideMiss, readMiss } from '../../search/misses.ts';
import { readTerms, removeSynonyms, saveSynonyms } from '../../search/synonym-store.ts';
import type { CommandContext } from '../command.ts';
import { id, type AddCommand } from './core-command.ts';

const mostTerms = 20;
const longestTerm = 80;

const terms = z
	.string()
	.max(4000)
	.transform(readTerms)
	.superRefine((list, context) => {
		const fault = (message: string) => context.addIssue({ code: 'custom', message });
		if (list.length < 2) fault('field.synonymsFew');
		if (list.length > mostTerms) fault('field.synonymsMany');
		if (list.some((term) => term.length > longestTerm)) fault('field.synonymsLong');
	});

/** For a new group without `id` and `revision`. */
const group = {
	id: id.optional(),
	revision: z.int().min(1).optional(),
	terms,
	/** The search without a hit that is done with it. */
	missId: id.optional(),
};
const removal = { id, revision: z.int().min(1) };

/** Which words mean the same: for an organisation, and for the whole network. */
export function addSynonymCommands(
	add: AddCommand,
	{ database, access }: { database: Database; access: Access },
): void {
	const ofOrganisation = (_context: CommandContext, input: { organisationId: string }) =>
		Promise.resolve(input);
	const save = async (
		{ actor }: CommandContext,
		organisationId: string,
		{ missId, ...change }: z.output<z.ZodObject<typeof group>>,
	) =>
		database.transaction(async (transaction) => {
			const saved = await saveSynonyms(transaction, { ...change, organisationId });
			if (missId !== undefined) {
				const miss = await readMiss(transaction, missId);
				if (!access.can(actor, 'search.manage', miss)) throw notFound();
				await decideMiss(transaction, { id: missId, revision: miss.revision, state: 'done' });
			}
			return { id: saved };
		});
	const remove = async (organisationId: string, input: { id: string; revision: number }) => {
		await database.transaction((transaction) => removeSynonyms(transaction, { ...input, organisationId }));
		return {};
	};

	add(
		'search.saveSynonyms',
		{ permission: 'search.manage' },
		{
			input: z.strictObject({ organisationId: id, ...group }),
			target: ofOrganisation,
			run: (context, { organisationId, ...change }) => save(context, organisationId, change),
			audit: (input, output) => ({
				objects: { synonyms: output.id },
				organisationId: input.organisationId,
			}),
		},
	);
	add(
		'search.removeSynonyms',
		{ permission: 'search.manage' },
		{
			input: z.strictObject({ organisationId: id, ...removal }),
			target: ofOrganisation,
			run: (_context, { organisationId, ...input }) => remove(organisationId, input),
			audit: (input) => ({ objects: { synonyms: input.id }, organisationId: input.organisationId }),
		},
	);
	add(
		'search.saveNetworkSynonyms',
		{ permission: 'network.manage' },
		{
			input: z.strictObject(group),
			run: (context, change) => save(context, '', change),
			audit: (_input, output) => ({ objects: { synonyms: output.id }, organisationId: null }),
		},
	);
	add(
		'search.removeNetworkSynonyms',
		{ permission: 'network.manage' },
		{
			input: z.strictObject(removal),
			run: (_context, input) => remove('', input),
			audit: (input) => ({ objects: { synonyms: input.id }, organisationId: null }),
		},
	);
}
