import { VerbundError } from '../../errors.ts';

export interface MarkdownLimits {
	/** Length of the source in bytes of UTF-8. */
	readonly sourceBytes: number;
	/** Length of the HTML in characters, estimated before it is made. */
	readonly htmlLength: number;
	readonly slots: number;
}

export const defaultLimits: MarkdownLimits = { sourceBytes: 1_048_576, htmlLength: 16_000_000, slots: 500 };

/** Lists, quotes and notes in each other, and likewise emphasis in emphasis. */
export const maxNesting = 50;

export function checkSource(source: string, limits: MarkdownLimits): void {
	if (Buffer.byteLength(source) > limits.sourceBytes) throw tooComplex();
}

export function tooComplex(cause?: unknown): VerbundError {
	return new VerbundError('content.tooComplex', { cause });
}
