import { ConfigError } from '../config.ts';
import { isVerbundError } from '../errors.ts';
import type { Translate } from '../l10n/translator.ts';
import { explainFailure } from '../start-failure.ts';
import { UsageError } from './command-line.ts';

/** What went wrong, as a sentence; never a stack trace. */
export function explainCliFailure(error: unknown, t: Translate): string {
	if (error instanceof UsageError || error instanceof CliError) return error.message;
	if (error instanceof Error && error.name === 'AbortError') return t('cli.cancelled');
	if (isVerbundError(error)) {
		const sentence = t(`error.${error.code}`, error.values);
		const fields = error.fields.map(({ path, message, values }) => `  ${path}: ${t(message, values)}`);
		return [sentence, ...fields].join('\n');
	}
	if (error instanceof ConfigError || isSystemError(error)) return explainFailure(error);
	return error instanceof Error ? error.message : String(error);
}

/** Something a command found out, already as a sentence in the language of the terminal. */
export class CliError extends Error {}

function isSystemError(error: unknown): boolean {
	return error instanceof Error && 'syscall' in error;
}
