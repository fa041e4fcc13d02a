import type { Readable } from 'node:stream';
import { isVerbundError, type JobRun, type PluginContext } from 'verbund';
import { shelved, type Entries, type UnreadFile } from './entries.ts';
import type { TextState } from './entry.ts';
import { faultOf, SourceFault } from './source-fault.ts';
import type { SourceReader } from './source.ts';
import type { Source } from './sources.ts';

interface TextParts {
	readonly source: Source;
	readonly reader: SourceReader;
	readonly entries: Entries;
	readonly run: Pick<JobRun, 'signal' | 'progress'>;
}

/** Larger files are found by their name. */
const largest = 50_000_000;
/** More of a file of a source is not searched. */
const longestText = 100_000;
const filesAtOnce = 50;
/** Files of other kinds are not fetched for their text. */
const textEndings = new Set(
	'csv doc docx docm dotx html ini json md odp ods odt otp ots ott pdf pptx potx ppsx rtf srt txt text xls xlsx xlsm xml yaml yml'.split(
		' ',
	),
);

/** Has what is written in new and changed files found. @throws SourceFault where the source is not reached any more */
export async function readTexts(
	{ foreignFiles, search }: Pick<PluginContext, 'foreignFiles' | 'search'>,
	{ source, reader, entries, run: { signal, progress } }: TextParts,
): Promise<void> {
	const total = await entries.unreadCount(source.id);
	let done = 0;
	for (;;) {
		const files = await entries.unread(source.id, filesAtOnce);
		if (files.length === 0) return;
		for (const file of files) {
			signal.throwIfAborted();
			const { state, text } = await readText(file);
			if (text !== '') await search.put(source.id, [shelved(source, file.id, file.path, text)]);
			await entries.noteText(file.id, state);
			done += 1;
			progress(done, Math.max(done, total));
		}
	}

	async function readText({ path, name, size }: UnreadFile): Promise<{ state: TextState; text: string }> {
		if (!textEndings.has(/\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '')) return without('unknown');
		if (size > largest) return without('tooLarge');
		try {
			const stream = await reader.open(path, signal);
			const { text } = await foreignFiles.readText(untilFault(stream), { limit: largest });
			return text.state === 'read'
				? { state: 'read', text: text.text.slice(0, longestText) }
				: without(text.state);
		} catch (error) {
			signal.throwIfAborted();
			const refused = isVerbundError(error) ? refusals.get(error.code) : undefined;
			if (refused) return without(refused);
			// Of this file alone: it went away meanwhile, or this account may not read it.
			if (error instanceof SourceFault && own.has(error.code)) return without('unreadable');
			throw error;
		}
	}
}

const own: ReadonlySet<string> = new Set([
	'notFound',
	'folderGone',
	'folderClosed',
	'credentials',
	'serverError',
]);

/** What the hub itself says of a file. */
const refusals: ReadonlyMap<string, TextState> = new Map([
	['files.tooLarge', 'tooLarge'],
	['files.tooLargeToScan', 'tooLarge'],
	['files.infected', 'infected'],
]);

function without(state: TextState): { state: TextState; text: string } {
	return { state, text: '' };
}

/** The bytes; a connection that breaks off is the source's fault, and nobody's else. */
async function* untilFault(stream: Readable): AsyncGenerator<Uint8Array> {
	try {
		for await (const chunk of stream) yield Buffer.from(chunk);
	} catch (error) {
		throw faultOf(error);
	} finally {
		stream.destroy();
	}
}
