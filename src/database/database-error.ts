import { VerbundError } from '../errors.ts';

/** A refused statement (constraint, syntax): a fault of ours or a race that the caller knows how to name. */
class StatementError extends Error {
	readonly code: string;

	constructor(code: string, message: string) {
		super(message);
		this.name = 'StatementError';
		this.code = code;
	}
}

/** Turns a driver's code into what the hub answers: trouble of the disk is a 503, anything else stays what it is. */
export function databaseError(code: string, message: string): Error {
	const cause = new StatementError(code, message);
	if (code === 'SQLITE_FULL' || code === '53100')
		return new VerbundError('database.full', { cause, retryAfter: 60 });
	if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
		return new VerbundError('database.busy', { cause, retryAfter: 5 });
	}
	if (/^SQLITE_(READONLY|IOERR|CANTOPEN|CORRUPT|NOTADB)/.test(code) || /^(08|57P)/.test(code)) {
		return new VerbundError('database.unavailable', { cause, retryAfter: 30 });
	}
	return cause;
}

export function isUniqueViolation(error: unknown): boolean {
	return (
		error instanceof Error &&
		'code' in error &&
		(error.code === 'SQLITE_CONSTRAINT_UNIQUE' ||
			error.code === 'SQLITE_CONSTRAINT_PRIMARYKEY' ||
			error.code === '23505')
	);
}
