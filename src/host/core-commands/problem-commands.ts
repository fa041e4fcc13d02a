import { z } from 'zod';
import type { ContentStore } from '../../content/content-store.ts';
import { contentLanguages, interfaceLanguages } from '../../l10n/languages.ts';
import type { Translator } from '../../l10n/translator.ts';
import type { CommandContext } from '../command.ts';
import { kindsFor, wordsFor } from '../problems/problem-views.ts';
import type { Problems } from '../problems/problems.ts';
import { id, type AddCommand } from './core-command.ts';

export interface ProblemCommandParts {
	readonly content: ContentStore;
	readonly problems: Problems;
	readonly translator: Translator;
}

/** What pages ask after they are there. */
export function addProblemCommands(
	add: AddCommand,
	{ content, problems, translator }: ProblemCommandParts,
): void {
	add(
		'problems.count',
		{ permission: 'content.readDrafts' },
		{
			input: z.strictObject({}),
			run: async ({ reader, disabledPlugins }) => ({
				count: await problems.countMine(
					reader,
					kindsFor(problems.declarations(), disabledPlugins).map(({ id: kind }) => kind),
				),
			}),
			audit: false,
			readOnly: true,
		},
	);
	add(
		'problems.find',
		{ permission: 'content.readDrafts' },
		{
			input: z.strictObject({
				itemId: id,
				language: z.enum(contentLanguages),
				/** In which the answer is written. */
				words: z.enum(interfaceLanguages).default('de'),
				title: z.string().max(2000),
				summary: z.string().max(10_000),
				body: z.string().max(1_000_000),
			}),
			target: ({ actor }: CommandContext, { itemId }) => content.owner(actor, itemId),
			async run({ actor, disabledPlugins }, { itemId, language, words, ...text }) {
				const { type, organisationId } = await content.owner(actor, itemId);
				const found = await problems.find({
					...text,
					itemId,
					type,
					organisationId,
					language,
					fields: {},
					basedOnRevision: null,
				});
				const kinds = kindsFor(problems.declarations(), disabledPlugins);
				const toLine = wordsFor(translator, words, translator.for(words), kinds);
				return {
					problems: found
						.filter(({ field, kind }) => field !== undefined && kinds.some((one) => one.id === kind))
						.map((problem) => toLine({ ...problem, itemId, language })),
				};
			},
			audit: false,
			readOnly: true,
		},
	);
}
