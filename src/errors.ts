/** Every error a person or a script can meet: the code is also the translation key `error.<code>`. */
const statusByCode = {
	'access.denied': 403,
	'access.signInRequired': 401,
	'accounts.addressTaken': 409,
	'accounts.alreadySetUp': 409,
	'accounts.eraseSelf': 409,
	'accounts.invitationForOther': 403,
	'accounts.lastAdmin': 409,
	'accounts.linkInvalid': 410,
	'accounts.nameDiffers': 422,
	'accounts.passwordCommon': 422,
	'accounts.passwordLength': 422,
	'accounts.passwordWrong': 422,
	'accounts.signInFailed': 401,
	'accounts.slugTaken': 409,
	'accounts.throttled': 429,
	'command.changedMeanwhile': 409,
	'command.conflict': 409,
	'command.inputInvalid': 422,
	'command.keyReused': 422,
	'command.refused': 409,
	'command.unknown': 404,
	'content.collectionNotEmpty': 409,
	'acknowledgement.newEdition': 409,
	'content.conflict': 409,
	'content.writtenElsewhere': 409,
	'content.fieldsInvalid': 422,
	'content.notInRecycleBin': 409,
	'content.slugTaken': 409,
	'content.stillUsed': 409,
	'content.tooComplex': 422,
	'content.translationDiffers': 409,
	'content.versionPublished': 409,
	'content.tooManyAtOnce': 429,
	'database.busy': 503,
	'database.full': 503,
	'database.newer': 500,
	'database.timeLimit': 503,
	'database.unavailable': 503,
	'files.budgetSpent': 413,
	'files.incomplete': 409,
	'files.nameMisleads': 415,
	'files.noRoom': 507,
	'files.none': 422,
	'files.offsetDiffers': 409,
	'files.tooLarge': 413,
	'files.tooMany': 413,
	'files.tooManyUploads': 429,
	'files.typeRefused': 415,
	'files.unchanged': 409,
	'files.infected': 422,
	'files.notScanned': 503,
	'files.tooLargeToScan': 413,
	'files.unreachable': 503,
	'jobs.crashed': 500,
	'jobs.finished': 409,
	'jobs.lost': 409,
	'jobs.notFinished': 409,
	'import.bomb': 422,
	'import.broken': 422,
	'import.encrypted': 422,
	'import.noRoom': 507,
	'import.notText': 422,
	'import.notWord': 422,
	'import.nothingSent': 422,
	'import.oldWord': 422,
	'import.stateChanged': 409,
	'import.tooManyFiles': 422,
	'import.tooComplex': 422,
	'export.tooMany': 429,
	'export.noRoom': 507,
	'import.dayInvalid': 422,
	'import.fieldInvalid': 422,
	'import.headInvalid': 422,
	'import.headNotClosed': 422,
	'import.headTooLong': 422,
	'import.headUnreadable': 422,
	'import.notUtf8': 422,
	'import.tooLarge': 422,
	'mail.notSetUp': 409,
	'mail.refused': 422,
	'mail.sealLost': 409,
	'mail.setInEnvironment': 409,
	'notifications.linkInvalid': 410,
	'notifications.serviceAway': 503,
	'notifications.serviceUnknown': 422,
	'paper.broken': 422,
	'paper.external': 422,
	'paper.macros': 422,
	'paper.officeFailed': 503,
	'paper.tooLarge': 422,
	'pdf.letters': 422,
	'pdf.tooLarge': 422,
	'plugin.failed': 503,
	'plugin.manifestInvalid': 500,
	'legal.conflict': 409,
	'request.bodyTooLarge': 413,
	'request.malformed': 400,
	'request.methodNotAllowed': 405,
	'request.notFound': 404,
	'request.originRefused': 403,
	'request.tooMany': 429,
	'review.approvalRequired': 403,
	'review.decided': 409,
	'review.fourEyes': 403,
	'review.nobodyApproves': 409,
	'review.notScheduled': 409,
	'review.nothingNew': 409,
	'review.policyChanged': 409,
	'review.policyKnown': 409,
	'review.textChanged': 409,
	'search.missChanged': 409,
	'search.synonymsChanged': 409,
	'search.synonymsFull': 422,
	'search.synonymsKnown': 409,
	'search.synonymsRemoved': 409,
	'server.internal': 500,
	'server.starting': 503,
	'settings.invalid': 422,
	'settings.locked': 409,
} as const;

export type ErrorCode = keyof typeof statusByCode;

/** What is wrong with one field of an input: `path` in dots (`steps.2.title`), `message` a translation key. */
export interface FieldError {
	readonly path: string;
	readonly message: string;
	readonly values?: Readonly<Record<string, string | number>>;
}

export interface ErrorDetails {
	/** Translation key of the sentence, in place of that of the code: why a plugin's `command.refused`. */
	readonly reason?: string;
	/** Placeholders of the translated sentence. */
	readonly values?: Readonly<Record<string, string | number>>;
	readonly fields?: readonly FieldError[];
	readonly cause?: unknown;
	/** Seconds after which trying again makes sense (HTTP `Retry-After`). */
	readonly retryAfter?: number;
}

/** Thrown where it is known what went wrong; translated once, at the border. Compare `code`, never the class. */
export class VerbundError extends Error {
	readonly code: ErrorCode;
	readonly reason: string | undefined;
	readonly values: Readonly<Record<string, string | number>>;
	readonly fields: readonly FieldError[];
	readonly retryAfter: number | undefined;

	constructor(code: ErrorCode, details: ErrorDetails = {}) {
		super(code, { cause: details.cause });
		this.name = 'VerbundError';
		this.code = code;
		this.reason = details.reason;
		this.values = details.values ?? {};
		this.fields = details.fields ?? [];
		this.retryAfter = details.retryAfter;
	}
}

export function isVerbundError(error: unknown): error is VerbundError {
	return (
		error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code in statusByCode
	);
}

export function errorStatus(code: ErrorCode): number {
	return statusByCode[code];
}

/** The one answer for what does not exist and for what may not be read. */
export function notFound(): VerbundError {
	return new VerbundError('request.notFound');
}

/** @param code of Node, such as `ENOENT` */
export function isSystemError(error: unknown, code: string): boolean {
	return error instanceof Error && 'code' in error && error.code === code;
}

/** For `catch`: what is not there, or may not be read, is null; everything else goes on. */
export function nullIfMissing(error: unknown): null {
	if (isVerbundError(error) && error.code === 'request.notFound') return null;
	throw error;
}
