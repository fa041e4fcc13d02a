import { errorStatus, isVerbundError, VerbundError } from '../errors.ts';
import type { Translate } from '../l10n/translator.ts';

export interface ErrorAnswer {
	readonly status: number;
	readonly body: {
		readonly error: {
			readonly code: string;
			readonly message: string;
			readonly fields: readonly { path: string; message: string }[];
		};
	};
	readonly retryAfter: number | undefined;
}

/** Translates an error once, at the border. What nobody foresaw is logged and answered without detail. */
export function toErrorAnswer(error: unknown, t: Translate): ErrorAnswer {
	const known = isVerbundError(error) ? error : unforeseen(error);
	return {
		status: errorStatus(known.code),
		retryAfter: known.retryAfter,
		body: {
			error: {
				code: known.code,
				message: t(known.reason ?? `error.${known.code}`, known.values),
				fields: known.fields.map(({ path, message, values }) => ({ path, message: t(message, values) })),
			},
		},
	};
}

function unforeseen(error: unknown): VerbundError {
	console.error(error);
	return new VerbundError('server.internal', { cause: error });
}
