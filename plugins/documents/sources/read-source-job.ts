import { defineJob, nullIfMissing, z, type JobRun, type PluginContext } from 'verbund';
import { compareListing } from './compare-listing.ts';
import type { Entries } from './entries.ts';
import { openPassword, type ReachSource } from './reach-source.ts';
import { readListing } from './read-listing.ts';
import { readTexts } from './read-texts.ts';
import { SourceFault } from './source-fault.ts';
import type { SourceReader } from './source.ts';
import type { Source, Sources } from './sources.ts';

export const readSource = 'documents.readSource';

const day = 24 * 60 * 60 * 1000;
/** A drive that was not there for a while brings its files back under their old addresses. */
const remembered = 30 * day;

interface ReadingParts {
	readonly sources: Sources;
	readonly entries: Entries;
	readonly reach: ReachSource;
}

/** Reads what a source holds, as far as it has changed since the last time. */
export function createReadSourceJob(context: PluginContext, parts: ReadingParts) {
	const { sources, entries, reach } = parts;
	return defineJob({
		input: z.strictObject({ sourceId: z.string().max(64) }),
		async run(run, { sourceId }) {
			// It may have been removed before its turn came.
			const source = await sources.get(sourceId).catch(nullIfMissing);
			if (!source) return;
			try {
				const access = { ...source, password: openPassword(context, source.password) };
				const reader = await reach(access, source);
				const skipped = await readNames(source, reader, entries, run);
				await readTexts(context, { source, reader, entries, run });
				await sources.noteRead(sourceId, { skipped });
			} catch (error) {
				if (!(error instanceof SourceFault)) throw error;
				// What can be done about it is said to those who set it up; it is tried again with the next reading.
				await sources.noteFault(sourceId, error);
			}
		},
	});
}

/** Has all sources read, each by a job of its own. */
export function createReadSourcesJob({ jobs }: PluginContext, sources: Sources) {
	return defineJob({
		input: z.strictObject({}),
		async run() {
			for (const { id } of await sources.all()) {
				await jobs.enqueue(readSource, { sourceId: id }, { key: id });
			}
		},
	});
}

async function readNames(
	source: Source,
	reader: SourceReader,
	entries: Entries,
	run: JobRun,
): Promise<number> {
	const known = await entries.known(source.id);
	const isComplete = source.readAt !== null && source.fault === null;
	const listing = await readListing(reader, {
		known: isComplete ? known : [],
		signal: run.signal,
		progress: (done, total) => run.progress(done, total),
	});
	await entries.store(source, compareListing(known, listing.entries));
	if (known.some(({ vanishedAt }) => vanishedAt !== null && vanishedAt < Date.now() - remembered)) {
		await entries.forget(source.id, Date.now() - remembered);
	}
	return listing.skipped;
}
