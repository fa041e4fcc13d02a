import { VerbundError } from '../errors.ts';
import { createIsolatedProcess, IsolationFailure } from '../isolation/isolated-process.ts';
import type { PdfDocument } from './pdf-document.ts';

/** Makes PDFs on the server, without a browser: tagged, with language and title. */
export interface PdfMaker {
	/** @throws VerbundError `pdf.tooLarge` for what takes too long or needs too much memory */
	make(document: PdfDocument): Promise<Uint8Array>;
	close(): Promise<void>;
}

/**
 * In a process of its own: a long document keeps no page waiting, and an image that unpacks to gigabytes breaks
 * nothing but its own document.
 */
export function createPdfMaker({ timeoutMs = 20_000, memoryMb = 256 } = {}): PdfMaker {
	const apart = createIsolatedProcess<PdfDocument, Uint8Array>(new URL('./pdf-process.ts', import.meta.url), {
		timeoutMs,
		memoryMb,
	});
	return {
		async make(document) {
			try {
				return await apart.ask(document);
			} catch (error) {
				if (error instanceof IsolationFailure && error.reason !== 'closed')
					throw new VerbundError('pdf.tooLarge', { cause: error });
				throw error;
			}
		},
		close: () => apart.close(),
	};
}
