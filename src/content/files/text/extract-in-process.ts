import { createIsolatedProcess, IsolationFailure } from '../../../isolation/isolated-process.ts';
import type { ExtractRequest } from './extract-process.ts';
import type { ExtractedText } from './extract-text.ts';

export interface TextExtractor {
	/** Answers `unreadable` for what is broken, takes too long or needs too much memory. One file after the other. */
	extract(path: string, mediaType: string): Promise<ExtractedText>;
	close(): Promise<void>;
}

export interface TextExtractorOptions {
	/** For one file, not counting the time it waits. */
	readonly timeoutMs?: number;
	/** For objects, and beyond them as much for the bytes of the file. */
	readonly memoryMb?: number;
	/** How long the process is kept when nothing is left to read. */
	readonly idleMs?: number;
}

export function createTextExtractor({
	timeoutMs = 30_000,
	memoryMb = 512,
	idleMs = 20_000,
}: TextExtractorOptions = {}): TextExtractor {
	const apart = createIsolatedProcess<ExtractRequest, ExtractedText>(
		new URL('./extract-process.ts', import.meta.url),
		{ timeoutMs, memoryMb, idleMs },
	);
	return {
		async extract(path, mediaType) {
			try {
				return await apart.ask({ path, mediaType });
			} catch (error) {
				// A file is unreadable if it breaks its reader; the end of the hub says nothing about it.
				if (error instanceof IsolationFailure && error.reason === 'closed') throw error;
				return { state: 'unreadable' };
			}
		},
		close: () => apart.close(),
	};
}
