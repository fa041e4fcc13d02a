import { parentPort } from 'node:worker_threads';
import { isVerbundError } from '../../errors.ts';
import { renderMarkdown } from './render.ts';
import type { RenderedMarkdown } from './rendered-markdown.ts';

/** `started` goes out before the work, so that the time limit counts the work alone. */
export type WorkerReport = 'started' | 'tooComplex' | RenderedMarkdown;

parentPort?.on('message', (source: string) => {
	report('started');
	report(tryToRender(source));
});

function tryToRender(source: string): WorkerReport {
	try {
		return renderMarkdown(source);
	} catch (error) {
		if (isVerbundError(error) && error.code === 'content.tooComplex') return 'tooComplex';
		throw error;
	}
}

function report(message: WorkerReport): void {
	parentPort?.postMessage(message);
}
