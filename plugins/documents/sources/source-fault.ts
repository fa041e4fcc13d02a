import { AddressRefused, SilentServer } from 'verbund';

/** Why a source cannot be read; the sentence is `documents.source.fault.<code>`, what to do `….do`. */
export const sourceFaultCodes = [
	'credentials',
	'privateAddress',
	'plainPassword',
	'notFound',
	'notWebdav',
	'moved',
	'unreachable',
	'certificate',
	'tooSlow',
	'serverError',
	'busy',
	'folderClosed',
	'folderGone',
	'passwordLost',
	'tooMany',
] as const;

export type SourceFaultCode = (typeof sourceFaultCodes)[number];

export class SourceFault extends Error {
	readonly code: SourceFaultCode;
	/** Something short and harmless to show: a status, a name of an error. */
	readonly detail: string;

	constructor(code: SourceFaultCode, detail = '', options?: ErrorOptions) {
		super(`The source cannot be read (${code}) ${detail}`.trim(), options);
		this.code = code;
		this.detail = detail.slice(0, 200);
	}
}

/** What went wrong between the hub and a server. Errors that are not the network's are thrown on. */
export function faultOf(error: unknown): SourceFault {
	if (error instanceof SourceFault) return error;
	if (error instanceof AddressRefused) return new SourceFault('privateAddress');
	if (error instanceof SilentServer) return new SourceFault('tooSlow');
	const code = error instanceof Error && 'code' in error ? String(error.code) : '';
	if (/CERT|SELF_SIGNED|ALTNAME|UNABLE_TO_(?:VERIFY|GET)|ERR_TLS/.test(code)) {
		return new SourceFault('certificate', code, { cause: error });
	}
	if (/^(?:E[A-Z_]+|HPE_\w+|ERR_SSL\w*|ERR_STREAM\w*)$/.test(code)) {
		return new SourceFault('unreachable', code, { cause: error });
	}
	throw error;
}
