import { rebuildIndex, splitCompounds, type RebuildOptions } from './rebuild.ts';

/** Reads anew what an older release indexed, and splits the compounds of what came since that was done last. */
export async function bringUpToDate(
	options: Pick<RebuildOptions, 'database' | 'transaction'>,
): Promise<void> {
	const { database } = options;
	const outdated = await database
		.selectFrom('search_texts')
		.select('document_id')
		.where('words', 'is', null)
		.limit(1)
		.executeTakeFirst();
	if (outdated) return rebuildIndex(options);
	const { compounds } = await database
		.selectFrom('search_state')
		.select('compounds')
		.executeTakeFirstOrThrow();
	const { unsplit } = await database
		.selectFrom('search_words')
		.select((words) => words.fn.countAll<number>().as('unsplit'))
		.where('version', '>', compounds)
		.executeTakeFirstOrThrow();
	if (unsplit > manyWords) await splitCompounds(options);
}

/** Fewer are split faster in memory, beside what they may be part of. */
const manyWords = 500;
