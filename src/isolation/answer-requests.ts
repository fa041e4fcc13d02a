import { isVerbundError, type ErrorCode } from '../errors.ts';

export type IsolationReport<Answer> =
	/** Goes out before the work, so that the time limit counts the work alone. */
	| { readonly kind: 'started' }
	| { readonly kind: 'answer'; readonly answer: Answer }
	| {
			readonly kind: 'failed';
			/** Null for what is no VerbundError. */
			readonly code: ErrorCode | null;
			readonly reason?: string | undefined;
			readonly values: Readonly<Record<string, string | number>>;
			readonly message: string;
	  };

/** The other end of an isolated process. What was only told, not asked, is answered by `null`. */
export function answerRequests(handle: (request: never) => Promise<unknown> | null): void {
	process.on('message', (message) => {
		report({ kind: 'started' });
		// The hub sends nothing else.
		tryTo(() => handle(message as never));
	});
}

function tryTo(handle: () => Promise<unknown> | null): void {
	const fail = (error: unknown) => {
		const known = isVerbundError(error) ? error : null;
		const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
		report({
			kind: 'failed',
			code: known?.code ?? null,
			reason: known?.reason,
			values: known?.values ?? {},
			message,
		});
	};
	try {
		handle()?.then((answer) => report({ kind: 'answer', answer }), fail);
	} catch (error) {
		fail(error);
	}
}

function report(message: IsolationReport<unknown>): void {
	process.send?.(message);
}
