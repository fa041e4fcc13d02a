import { isVerbundError } from '../../errors.ts';
import { renderMarkdown } from './render.ts';
import type { RenderedMarkdown } from './rendered-markdown.ts';

/** `started` goes out before the work, so that the time limit counts the work alone. */
export type RenderReport = 'started' | 'tooComplex' | RenderedMarkdown | { readonly failure: string };

process.on('message', (source) => {
	if (typeof source !== 'string') return;
	report('started');
	report(tryToRender(source));
});

function tryToRender(source: string): RenderReport {
	try {
		return renderMarkdown(source);
	} catch (error) {
		if (isVerbundError(error) && error.code === 'content.tooComplex') return 'tooComplex';
		return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
	}
}

function report(message: RenderReport): void {
	process.send?.(message);
}
